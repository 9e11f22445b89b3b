import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { answered, read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useCommand } from '../../../api/command';
import { useList } from '../../../api/list';
import type { components } from '../../../api/schema';
import type { ImportKindCode } from '../../../words/imports';

export type Import = components['schemas']['ImportResponse'];
export type ImportLine = components['schemas']['ImportSummaryResponse'];
export type ErrorLine = components['schemas']['ImportErrorResponse'];
export type OpeningLine = components['schemas']['OpeningImportResponse'];

const LIVE_MS = 1_000;
const CALM_MS = 15_000;

/** One import; while it runs it is asked for every second, and whoever comes back finds it further on. */
export function useImport(id: Readonly<Ref<string>>) {
  return useQuery({
    queryKey: computed(() => ['import', id.value]),
    queryFn: () => read(api.GET('/api/v1/people-imports/{importId}', { params: { path: { importId: id.value } } })),
    refetchInterval: ({ state }) => (state.data?.status === 'RUNNING' ? LIVE_MS : CALM_MS),
  });
}

/** Imports of the reader's places, the newest first. */
export function useImports() {
  return useList<ImportLine>(
    computed(() => ['imports']),
    (after) => api.GET('/api/v1/people-imports', { params: { query: { after, limit: 30 } } }),
  );
}

export function useOpenings() {
  return useList<OpeningLine>(
    computed(() => ['openings']),
    (after) => api.GET('/api/v1/opening-imports', { params: { query: { after, limit: 30 } } }),
  );
}

/** Wrong cells in the order of the rows, of one column or of all. */
export function useErrors(id: Readonly<Ref<string>>, columnKey: Readonly<Ref<string | undefined>>) {
  return useList<ErrorLine>(
    computed(() => ['import errors', id.value, columnKey.value]),
    (after) =>
      api.GET('/api/v1/people-imports/{importId}/errors', {
        params: { path: { importId: id.value }, query: { after, limit: 200, columnKey: columnKey.value } },
      }),
  );
}

/** The people of rows are known once these are carried out. */
export function useDuplicates(id: Readonly<Ref<string>>, status: Readonly<Ref<string>>) {
  return useList(
    computed(() => ['import duplicates', id.value, status.value]),
    (after) =>
      api.GET('/api/v1/people-imports/{importId}/duplicates', {
        params: { path: { importId: id.value }, query: { after, limit: 50 } },
      }),
  );
}

/** The decision that a list with terms of the past waits for. */
export function useAskedAbout(id: Readonly<Ref<string>>, isWanted: () => boolean) {
  return useQuery({
    queryKey: computed(() => ['import asked', id.value]),
    queryFn: async () => {
      const query = { status: 'WAITING', kind: 'people-imports.appointments', limit: 200 } as const;
      const { items } = await read(api.GET('/api/v1/decisions', { params: { query } }));
      return items.find(({ subjectId }) => subjectId === id.value) ?? null;
    },
    enabled: isWanted,
    refetchInterval: CALM_MS,
  });
}

/** What names a file for a command: a file itself says nothing to a key. */
export function printOf(file: File): string {
  return `${file.name} ${file.size} ${file.lastModified}`;
}

/** Sends a sheet to be checked; `corrects` is the upload whose wrong rows it mends. */
export function useStage() {
  let sent: File | null = null;
  const command = useCommand((key, _print: string, kind: ImportKindCode, divisionId: string, corrects?: string) => {
    const form = new FormData();
    if (sent) form.append('file', sent, sent.name);
    return answered(
      api.POST('/api/v1/people-imports', {
        params: { query: { kind, divisionId, corrects }, header: { 'Idempotency-Key': key } },
        body: { file: '' },
        bodySerializer: () => form,
      }),
    );
  });
  return {
    state: command.state,
    clear: () => command.clear(),
    run: (file: File, kind: ImportKindCode, divisionId: string, corrects?: string) => {
      sent = file;
      return command.run(printOf(file), kind, divisionId, corrects);
    },
  };
}
