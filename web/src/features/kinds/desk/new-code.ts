/** Kinds have a code that programs read and nobody sees: a new one is made from the moment. */
export function newCode(now: number): string {
  return `LOCAL_${now.toString(36).toUpperCase()}`;
}

/** After the last one in the list; people may put it elsewhere later. */
export function nextOrder(items: readonly { readonly sortOrder: number }[]): number {
  return Math.min(9_999, Math.max(0, ...items.map(({ sortOrder }) => sortOrder)) + 10);
}
