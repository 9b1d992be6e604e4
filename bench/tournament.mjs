/**
 * A priority queue for messages of which each slot holds at most one: a tournament tree over the slots.
 *
 * An item is one non-negative int32, time above and slot below, so that the winner names its own slot. Every node
 * holds the smaller of its two children. The path from a leaf to the root is known before the match is played, and
 * the smaller of two is taken from the sign of their difference: nothing branches on the data, which is what makes
 * it faster than a heap, where a random time misleads the branch predictor at every level.
 */

const SLOT_BITS = 10;
const SLOT_MASK = (1 << SLOT_BITS) - 1;
const EMPTY = 0x7fffffff;

/** What 31 bits leave: slots below the first, times below the second. */
export const SLOTS_MAX = 1 << SLOT_BITS;
export const TIME_MAX = (1 << (31 - SLOT_BITS)) - 1;

export class Tournament {
  /** @param {number} slots at most SLOTS_MAX */
  constructor(slots) {
    let leaves = 1;
    while (leaves < slots) leaves *= 2;
    this.leaves = leaves;
    /** The root is at 1, the children of i at 2i and 2i + 1, the leaves last. */
    this.tree = new Int32Array(2 * leaves).fill(EMPTY);
  }

  /** The slot of the earliest message, the lowest slot first where times are equal. The queue must not be empty. */
  firstSlot() {
    return this.tree[1] & SLOT_MASK;
  }

  firstTime() {
    return this.tree[1] >>> SLOT_BITS;
  }

  /**
   * Replaces what the slot holds.
   * @param {number} slot
   * @param {number} time an integer below TIME_MAX
   */
  put(slot, time) {
    play(this.tree, this.leaves + slot, (time << SLOT_BITS) | slot);
  }

  /** @param {number} slot */
  clear(slot) {
    play(this.tree, this.leaves + slot, EMPTY);
  }

  /**
   * Like put, but leaves the matches to one playAll: n of them together cost less than n paths.
   * @param {number} slot
   * @param {number} time
   */
  lay(slot, time) {
    this.tree[this.leaves + slot] = (time << SLOT_BITS) | slot;
  }

  playAll() {
    const tree = this.tree;
    for (let node = this.leaves - 1; node > 0; node--) tree[node] = smaller(tree[2 * node], tree[2 * node + 1]);
  }
}

/**
 * Plays the matches from a leaf to the root.
 * @param {Int32Array} tree
 * @param {number} leaf
 * @param {number} item
 */
function play(tree, leaf, item) {
  let node = leaf;
  let winner = item;
  tree[node] = winner;
  while (node > 1) {
    winner = smaller(winner, tree[node ^ 1]);
    node >>= 1;
    tree[node] = winner;
  }
}

/**
 * Neither is negative, so the difference cannot overflow; its sign, spread over 32 bits, is the mask.
 * @param {number} a
 * @param {number} b
 */
function smaller(a, b) {
  const difference = (b - a) | 0;
  return (a + (difference & (difference >> 31))) | 0;
}
