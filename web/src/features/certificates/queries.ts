import { computed } from 'vue';
import { api } from '../../api/client';
import { useList } from '../../api/list';
import type { components } from '../../api/schema';

export type Certificate = components['schemas']['CertificateResponse'];

export function useCertificates() {
  return useList<Certificate>(
    computed(() => ['own-certificates']),
    (after) => api.GET('/api/v1/me/certificates', { params: { query: { limit: 20, ...(after && { after }) } } }),
  );
}
