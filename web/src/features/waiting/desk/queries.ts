import { useQuery } from '@tanstack/vue-query';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { addDays, today } from '../../../words/time';

/** Numbers that people watch are asked for anew this often while the page is in sight. */
const LIVE_MS = 5_000;
const CALM_MS = 60_000;

/** How much waits in each queue that the reader may see. */
export function useWaiting() {
  return useQuery({
    queryKey: ['waiting queues'],
    queryFn: () => read(api.GET('/api/v1/waiting-queues')),
    refetchInterval: CALM_MS,
  });
}

/** The shifts of today and tomorrow, with who has come. */
export function useNearShifts(isWanted: () => boolean) {
  return useQuery({
    queryKey: ['near shifts'],
    queryFn: () =>
      read(
        api.GET('/api/v1/managed-shifts', {
          params: { query: { from: today(), until: addDays(today(), 1), limit: 100 } },
        }),
      ),
    refetchInterval: LIVE_MS,
    enabled: isWanted,
  });
}

/** Imports that run or wait for somebody's word. */
export function useImportsUnderWay(isWanted: () => boolean) {
  return useQuery({
    queryKey: ['imports under way'],
    queryFn: async () => {
      const { items } = await read(api.GET('/api/v1/people-imports', { params: { query: { limit: 20 } } }));
      return items.filter(({ status }) => status === 'RUNNING' || status === 'CHECKED');
    },
    refetchInterval: LIVE_MS,
    enabled: isWanted,
  });
}

/** What the reader has asked for and a second person has not decided yet. */
export function useAskedByMe(userId: () => string | undefined) {
  return useQuery({
    queryKey: ['asked by me'],
    queryFn: async () => {
      const { items } = await read(
        api.GET('/api/v1/decisions', { params: { query: { status: 'WAITING', limit: 100 } } }),
      );
      return items.filter(({ askedBy }) => askedBy === userId());
    },
    refetchInterval: CALM_MS,
  });
}
