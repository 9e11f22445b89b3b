import { shallowRef } from 'vue';

/** A file that one page of the wizard hands to the next; it lies in memory alone. */
export const handed = shallowRef<File | null>(null);
