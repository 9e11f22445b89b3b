import { createRequire } from 'node:module';

/** The verifier of the console, as specs of the service use it. Its types are the web's: what it imports are ES modules. */
export interface Step {
  readonly name: string;
  readonly computed: string;
  readonly holds: boolean;
}
export interface Checkpoint {
  readonly number: number;
  readonly root: string;
  readonly previousHash: string;
}
export interface Proof {
  readonly checkpoint: Checkpoint;
}
export interface PublishedKey {
  readonly version: number;
  readonly publicKey: string;
}
export interface OlderCopy {
  readonly older: Checkpoint;
  readonly consistency: { readonly trees: readonly { readonly tree: string; readonly path: readonly string[] }[] };
}
interface OwnCopy {
  readonly number: number | null;
  readonly root: string;
}
export interface Verifier {
  readonly stepsOf: (proof: Proof, keys: readonly PublishedKey[]) => readonly Step[];
  readonly altered: (proof: Proof, what: string) => Proof;
  readonly sameCheckpointStep: (copy: OwnCopy, point: Checkpoint) => Step;
  readonly olderCheckpointSteps: (copy: OwnCopy, older: OlderCopy, proof: Proof, treeRoot: string) => readonly Step[];
  readonly growthOf: (
    consistency: OlderCopy['consistency'],
    older: Checkpoint,
    newer: Checkpoint,
  ) => { readonly trees: number; readonly grown: number; readonly broken: readonly string[] };
}

const load = createRequire(__filename);

export const verifier = Object.assign(
  {},
  ...['proof', 'alterations', 'own-copy', 'growth'].map(
    (name) => load(`../../web/src/features/evidence/desk/${name}.ts`) as object,
  ),
) as Verifier;
