/** Name and ID number as they are registered. */
export interface Identity {
  readonly name: string;
  readonly idNumber: string;
}

/** What somebody asks to have corrected: what is left out stays. */
export type IdentityChange = Partial<Identity>;

/** The change without what is the same already; null where nothing is left. */
export function realChange(known: Identity, asked: IdentityChange): IdentityChange | null {
  const change = {
    ...(asked.name !== undefined && asked.name !== known.name && { name: asked.name }),
    ...(asked.idNumber !== undefined && asked.idNumber !== known.idNumber && { idNumber: asked.idNumber }),
  };
  return Object.keys(change).length === 0 ? null : change;
}
