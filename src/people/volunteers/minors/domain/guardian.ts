/** Who consents for a child, and what proves it. Kept as one sealed text. */
export interface GuardianDetails {
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
  /** Where the signed consent is kept, e.g. 社区档案柜 2026-17. */
  readonly proof: string;
}
