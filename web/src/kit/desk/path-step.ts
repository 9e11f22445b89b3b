/** One step on the way of something: what is done, where it stands, what comes. */
export interface PathStep {
  readonly name: string;
  readonly state: 'done' | 'now' | 'later';
}
