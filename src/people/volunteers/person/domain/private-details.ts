/** Whom to call when something happens to the volunteer. */
export interface EmergencyContact {
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
}

/** What nobody searches for: kept sealed as one text. A detail that was not given is left out. */
export interface PrivateDetails {
  readonly occupation?: string;
  readonly address?: string;
  readonly emergencyContact?: EmergencyContact;
}

export type DetailsChange = { readonly [K in keyof PrivateDetails]?: PrivateDetails[K] | null | undefined };

/** The details after a change: undefined leaves a detail as it is, null takes it away. */
export function changedDetails(details: PrivateDetails, change: DetailsChange): PrivateDetails {
  const merged: Readonly<Record<string, unknown>> = {
    ...details,
    ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}
