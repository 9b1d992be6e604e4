/** What the receiver gets of what was sent: the transport of the case. */
import type { Transport } from '../model/case.ts';
import type { CopyRecord, Parts } from './clone.ts';
import { CLONING } from './clone.ts';
import { IdentityCache } from './identity-cache.ts';

/** Hands over what is in a body as it is. The body itself is an argument list, of which each receiver has its own. */
class References implements Parts {
  /** Does the receiver's copy of the last body hold objects that others have too? */
  hasShared = false;

  part(value: object): object {
    this.hasShared = true;
    return value;
  }
}

export class PostOffice {
  private transport: Transport = 'serialize';
  private readonly references = new References();
  /** By link. */
  private caches: (IdentityCache | undefined)[] = [];
  /** Of what was carried last, a copy of its own: what the sender held. The received itself where nobody else has it. */
  sent: object = {};

  /** Does each receiver get a clone of its own? Then what it reads is what was sent, and `carry` need not be asked. */
  isolates = true;

  reset(transport: Transport): void {
    this.transport = transport;
    this.isolates = transport === 'serialize';
    if (this.caches.length > 0) this.caches = [];
  }

  /**
   * What one receiver gets; `sent` tells what the sender held.
   * @param copy what copies such bodies
   * @param link a number of its own for each pair of sender and receiver
   */
  carry(body: object, copy: CopyRecord, link: number): object {
    switch (this.transport) {
      case 'serialize':
        return (this.sent = copy(body, CLONING));
      case 'reference': {
        this.references.hasShared = false;
        const received = copy(body, this.references);
        this.sent = this.references.hasShared ? copy(body, CLONING) : received;
        return received;
      }
      case 'cached': {
        const cache = this.cacheOf(link);
        const received = cache.transfer(body, copy);
        this.sent = cache.hasShared ? copy(body, CLONING) : received;
        return received;
      }
    }
  }

  private cacheOf(link: number): IdentityCache {
    return (this.caches[link] ??= new IdentityCache());
  }
}
