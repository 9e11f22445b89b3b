import { useQuery } from '@tanstack/vue-query';
import { read } from '../../api/answer';
import { api } from '../../api/client';

/** The words that people agree to, as they are now. */
export function useConsentTexts() {
  return useQuery({ queryKey: ['consent-texts'], queryFn: () => read(api.GET('/api/v1/consent-texts')) });
}
