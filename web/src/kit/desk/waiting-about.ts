import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { read } from '../../api/answer';
import { api } from '../../api/client';

/** Matters that wait for a second person, of these kinds and about one thing; of anything where no thing is named. */
export function useWaitingAbout(kinds: readonly string[], about: () => string | null) {
  const query = useQuery({
    queryKey: ['waiting about', ...kinds],
    queryFn: async () => {
      const pages = await Promise.all(
        kinds.map((kind) =>
          read(api.GET('/api/v1/decisions', { params: { query: { status: 'WAITING', kind, limit: 200 } } })),
        ),
      );
      return pages.flatMap(({ items }) => items);
    },
  });
  return {
    matters: computed(() => {
      const subject = about();
      return (query.data.value ?? []).filter((one) => subject === null || one.subjectId === subject);
    }),
    again: () => query.refetch(),
  };
}
