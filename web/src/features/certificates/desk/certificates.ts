import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useList } from '../../../api/list';
import type { components, paths } from '../../../api/schema';

export type Certificate = components['schemas']['ListedCertificateResponse'];
export type RegisterFilter = NonNullable<paths['/api/v1/certificates/workbook']['get']['parameters']['query']>;

/** The register under the conditions of the address, the newest application first. */
export function useRegister(filter: Readonly<Ref<RegisterFilter>>) {
  return useList<Certificate>(
    computed(() => ['certificates', filter.value]),
    (after) => api.GET('/api/v1/certificates', { params: { query: { ...filter.value, after, limit: 50 } } }),
  );
}

export function useCertificate(certificateId: string) {
  return useQuery({
    queryKey: ['certificate', certificateId],
    queryFn: () => read(api.GET('/api/v1/certificates/{certificateId}', { params: { path: { certificateId } } })),
  });
}
