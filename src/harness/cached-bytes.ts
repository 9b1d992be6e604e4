/**
 * How many bytes a caching transport sends: the canonical encoding, and for each object within a body what names it to the cache.
 * One that the cache has is sent by that name alone.
 */
import { IdentityCache } from '../simulator/identity-cache.ts';
import { encodedSize } from './encoded-size.ts';

/** What names an object to the cache: a byte that says whether it follows, and its id of 64 bits. Source: Bro's `SerializePID`. */
const NAME = 9;

export class CachedBytes {
  private readonly links = new Map<string, MeasuredCache>();

  /** @returns bytes that this delivery takes, after all that the same link has carried before */
  of(from: number, to: number, type: string, body: object): number {
    const link = `${from} ${to}`;
    let cache = this.links.get(link);
    if (cache === undefined) this.links.set(link, (cache = new MeasuredCache()));
    return Buffer.byteLength(type) + cache.measure(body);
  }
}

class MeasuredCache extends IdentityCache {
  private readonly received = new WeakSet();
  private names = 0;
  private spared = 0;

  measure(body: object): number {
    this.names = 0;
    this.spared = 0;
    this.transfer(body);
    return encodedSize(body) + NAME * this.names - this.spared;
  }

  override part(value: object): object {
    this.names++;
    const received = super.part(value);
    if (this.received.has(received)) this.spared += encodedSize(value);
    else this.received.add(received);
    return received;
  }
}
