import { computed, type ComputedRef, type MaybeRefOrGetter, toValue } from 'vue';
import { useRoute, useRouter } from 'vue-router';

interface FilterBase {
  /** Its name in the address. */
  readonly name: string;
  readonly label: string;
  /** Always there; others wait under 加条件. */
  readonly isCommon?: true;
}

/** One condition of a list. Personal data is never one: the address shows it. */
export type Filter =
  | (FilterBase & { readonly kind: 'CHOICE'; readonly choices: readonly (readonly [value: string, word: string])[] })
  | (FilterBase & { readonly kind: 'DAY' | 'MONTH' | 'PLACE' })
  | (FilterBase & { readonly kind: 'TEXT'; readonly maxLength: number; readonly hint?: string });

const SHAPES: Partial<Record<Filter['kind'], RegExp>> = {
  DAY: /^\d{4}-\d{2}-\d{2}$/,
  MONTH: /^\d{4}-\d{2}$/,
  PLACE: /^[0-9a-f-]{36}$/,
};

/** A value of the address that the list can use; an address that somebody spoilt asks for less, never for nonsense. */
export function usable(filter: Filter, value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  if (filter.kind === 'CHOICE') return filter.choices.find(([one]) => one === value)?.[0];
  if (filter.kind === 'TEXT') return value.slice(0, filter.maxLength);
  return SHAPES[filter.kind]?.test(value) === false ? undefined : value;
}

export interface FiltersInAddress {
  readonly values: ComputedRef<Readonly<Record<string, string | undefined>>>;
  set(name: string, value: string | undefined): void;
  clear(): void;
}

/** The conditions of a list, which live in the address alone. @param filters may change, where choices are fetched */
export function useFilters(filters: MaybeRefOrGetter<readonly Filter[]>): FiltersInAddress {
  const route = useRoute();
  const router = useRouter();
  const values = computed(() =>
    Object.fromEntries(toValue(filters).map((filter) => [filter.name, usable(filter, route.query[filter.name])])),
  );
  const put = (change: Record<string, string | undefined>): void =>
    void router.replace({ query: { ...route.query, ...change } });
  return {
    values,
    set: (name, value) => put({ [name]: value === '' ? undefined : value }),
    clear: () => put(Object.fromEntries(toValue(filters).map(({ name }) => [name, undefined]))),
  };
}
