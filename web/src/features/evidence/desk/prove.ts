import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { olderCheckpointSteps, type OlderCopy, type OwnCopy, sameCheckpointStep } from './own-copy';
import { type Proof, type Step, stepsOf } from './proof';
import { type AccountKind, useKeys } from './queries';

interface Account {
  readonly volunteerId: string;
  readonly accountKind: AccountKind;
  readonly seq: number;
}

/** The checkpoint that an auditor kept and how the newest grew out of it. @throws ReadTrouble */
async function olderCopyOf(from: number, to: number): Promise<OlderCopy> {
  const [older, consistency] = await Promise.all([
    read(api.GET('/api/v1/ledger/checkpoints/{number}', { params: { path: { number: from } } })),
    read(api.GET('/api/v1/ledger/checkpoints/consistency', { params: { query: { from, to } } })),
  ]);
  return { older, consistency };
}

/** What the service has to say of one entry, and the steps that this browser makes of it. */
export function useProof({ volunteerId, accountKind, seq }: Account, copy: Readonly<Ref<OwnCopy | null>>) {
  const keys = useKeys();
  const query = useQuery({
    queryKey: ['proof', volunteerId, accountKind, seq],
    // The generated document knows of the entry only that it is an object.
    queryFn: async () =>
      (await read(
        api.GET('/api/v1/volunteers/{volunteerId}/ledger/proof', {
          params: { path: { volunteerId }, query: { accountKind, seq } },
        }),
      )) as unknown as Proof,
  });
  const newest = computed(() => query.data.value?.checkpoint.number);
  /** The number of an own copy that is another one than the newest; later ones cannot have been copied. */
  const olderNumber = computed(() => {
    const number = copy.value?.number ?? null;
    return number !== null && newest.value !== undefined && number !== newest.value ? number : null;
  });
  const older = useQuery({
    queryKey: computed(() => ['own copy', olderNumber.value, newest.value]),
    queryFn: () => olderCopyOf(olderNumber.value ?? 0, newest.value ?? 0),
    enabled: () => olderNumber.value !== null,
  });
  const proof = computed(() => {
    const isReady = keys.data.value !== undefined && (olderNumber.value === null || older.data.value !== undefined);
    return isReady ? query.data.value : undefined;
  });

  function stepsFor(shown: Proof): readonly Step[] {
    const steps = stepsOf(shown, keys.data.value?.items ?? []);
    if (copy.value === null) return steps;
    if (olderNumber.value === null) return [...steps, sameCheckpointStep(copy.value, shown.checkpoint)];
    const treeRoot = steps[1]?.computed ?? '';
    return older.data.value
      ? [...steps, ...olderCheckpointSteps(copy.value, older.data.value, shown, treeRoot)]
      : steps;
  }

  return {
    proof,
    trouble: computed(() => query.error.value ?? keys.error.value ?? older.error.value),
    again: () => void Promise.all([query.refetch(), keys.refetch(), older.refetch()]),
    stepsFor,
  };
}
