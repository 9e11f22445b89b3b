import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useList } from '../../../api/list';
import type { components } from '../../../api/schema';
import type { Tone } from '../../../words/record';

type Schemas = components['schemas'];
export type Account = Schemas['StaffAccountResponse'];
export type Decision = Schemas['DecisionResponse'];

/** Accounts of staff, the newest first. */
export function useAccounts() {
  return useList<Account>(
    computed(() => ['accounts']),
    (after) => api.GET('/api/v1/users', { params: { query: { after, limit: 50 } } }),
  );
}

export function useAccount(userId: string) {
  return useQuery({
    queryKey: ['account', userId],
    queryFn: () => read(api.GET('/api/v1/users/{userId}', { params: { path: { userId } } })),
  });
}

/** What was asked about an account and waits, and slips for it that were agreed to. */
export function useMatters(userId: string) {
  return useQuery({
    queryKey: ['account matters', userId],
    queryFn: async () => {
      const { items } = await read(api.GET('/api/v1/decisions', { params: { query: { status: 'ALL', limit: 100 } } }));
      return items.filter(({ kind, subjectId }) => kind.startsWith('identity.') && subjectId === userId);
    },
  });
}

/** Who decides for whom. */
export function useDeputies() {
  return useQuery({ queryKey: ['decision deputies'], queryFn: () => read(api.GET('/api/v1/decision-deputies')) });
}

/** Where an account stands, in a word. */
export function accountState({ isActive, isSuspended, isOpened }: Account): {
  readonly word: string;
  readonly tone: Tone;
} {
  if (isSuspended) return { word: '已停用', tone: 'bad' };
  if (!isActive) return { word: '已注销', tone: 'neutral' };
  return isOpened ? { word: '在用', tone: 'ok' } : { word: '等本人打开', tone: 'warn' };
}
