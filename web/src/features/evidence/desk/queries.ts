import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useList } from '../../../api/list';
import type { components } from '../../../api/schema';

type Schemas = components['schemas'];
export type AuditRun = Schemas['AuditRunResponse'];
export type AccountKind = Schemas['AccountPositionResponse']['accountKind'];

const RUNNING_MS = 1_000;

/** Audits of the whole ledger, the newest first: those of every night and those that somebody asked for. */
export function useAudits() {
  return useList<AuditRun>(
    computed(() => ['ledger audits']),
    (after) => api.GET('/api/v1/ledger/audits', { params: { query: { after, limit: 10 } } }),
  );
}

/** How far an audit is that somebody asked for. Asked anew until it is over. */
export function useAuditRequest(id: Readonly<Ref<string | undefined>>) {
  return useQuery({
    queryKey: ['audit request', id],
    queryFn: () =>
      read(api.GET('/api/v1/ledger/audit-requests/{requestId}', { params: { path: { requestId: id.value ?? '' } } })),
    enabled: () => id.value !== undefined,
    refetchInterval: ({ state }) => (state.data && ['DONE', 'FAILED'].includes(state.data.status) ? false : RUNNING_MS),
  });
}

/** Signed checkpoints, the newest first. */
export function useCheckpoints(limit = 20) {
  return useList<Schemas['CheckpointResponse']>(
    computed(() => ['checkpoints', limit]),
    (after) => api.GET('/api/v1/ledger/checkpoints', { params: { query: { after, limit } } }),
  );
}

/** One checkpoint with the state of every tree. */
export function useCheckpoint(number: Readonly<Ref<number | null>>) {
  return useQuery({
    queryKey: ['checkpoint', number],
    queryFn: () =>
      read(api.GET('/api/v1/ledger/checkpoints/{number}', { params: { path: { number: number.value ?? 0 } } })),
    enabled: () => number.value !== null,
  });
}

/** The keys that checkpoints are signed by. */
export function useKeys() {
  return useQuery({ queryKey: ['ledger keys'], queryFn: () => read(api.GET('/api/v1/ledger/keys')) });
}

/** The entries of one account, the newest first. */
export function useEntries(volunteerId: Readonly<Ref<string>>, accountKind: Readonly<Ref<AccountKind>>) {
  return useList<Schemas['StatementLineResponse']>(
    computed(() => ['entries of', volunteerId.value, accountKind.value]),
    (after) =>
      api.GET('/api/v1/volunteers/{volunteerId}/ledger/entries', {
        params: {
          path: { volunteerId: volunteerId.value },
          query: { accountKind: accountKind.value, after, limit: 20 },
        },
      }),
  );
}

/** People by name, number or the end of a phone: in a body, never in an address. */
export function usePeopleFound(text: Readonly<Ref<string>>) {
  return useQuery({
    queryKey: ['people found', text],
    queryFn: () => read(api.POST('/api/v1/volunteer-searches', { body: { text: text.value, limit: 8 } })),
    enabled: () => text.value !== '',
  });
}

/** Whose account this is. */
export function useOwner(volunteerId: Readonly<Ref<string | undefined>>) {
  return useQuery({
    queryKey: ['volunteer', volunteerId],
    queryFn: () =>
      read(api.GET('/api/v1/volunteers/{volunteerId}', { params: { path: { volunteerId: volunteerId.value ?? '' } } })),
    enabled: () => volunteerId.value !== undefined,
  });
}

/** The punches and the computing behind an entry of service. */
export function useEvidence(recordId: Readonly<Ref<string | undefined>>) {
  return useQuery({
    queryKey: ['record evidence', recordId],
    queryFn: () =>
      read(api.GET('/api/v1/records/{recordId}/evidence', { params: { path: { recordId: recordId.value ?? '' } } })),
    enabled: () => recordId.value !== undefined,
  });
}
