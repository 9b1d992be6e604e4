/** What the receiver gets of what was sent: the transport of the case. */
import type { Transport } from '../model/case.ts';
import { IdentityCache } from './identity-cache.ts';

export class PostOffice {
  private transport: Transport = 'serialize';
  private readonly caches = new Map<number, IdentityCache>();
  /** Can what is read differ from what was sent? Under `serialize` both are the same clone's. */
  mayDiffer = false;

  reset(transport: Transport): void {
    this.transport = transport;
    this.mayDiffer = transport !== 'serialize';
    this.caches.clear();
  }

  /**
   * What one receiver gets.
   * @param link a number of its own for each pair of sender and receiver
   */
  carry(body: object, link: number): object {
    if (this.transport === 'reference') return body;
    let cache = this.caches.get(link);
    if (cache === undefined) {
      cache = new IdentityCache();
      this.caches.set(link, cache);
    }
    return cache.transfer(body);
  }
}
