import { ref } from 'vue';

/** The name of the street, as the service says it on its public page; empty until it is known. */
export const street = ref('');
