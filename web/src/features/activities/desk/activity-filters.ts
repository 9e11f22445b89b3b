import { computed, type ComputedRef } from 'vue';
import { useRoute } from 'vue-router';
import type { Filter } from '../../../kit/desk/list/filters';
import { useCategories, useTeams } from './queries';

type Choices = readonly (readonly [value: string, word: string])[];

/** Choices that are fetched; until they are there, what the address asks for stands alone. */
function choicesOf(items: readonly { value: string; word: string }[] | undefined, asked: unknown): Choices {
  if (items) return items.map(({ value, word }) => [value, word]);
  return typeof asked === 'string' && asked !== '' ? [[asked, '正在取……']] : [];
}

/** Place, team, category and state: the conditions of both views of the activities. */
export function useActivityFilters(states: Choices): ComputedRef<readonly Filter[]> {
  const route = useRoute();
  const teams = useTeams();
  const categories = useCategories();
  const teamChoices = computed(() =>
    choicesOf(
      teams.data.value?.map(({ id, name }) => ({ value: id, word: name })),
      route.query['teamId'],
    ),
  );
  const categoryChoices = computed(() =>
    choicesOf(
      categories.data.value?.map(({ code, name }) => ({ value: code, word: name })),
      route.query['category'],
    ),
  );
  return computed(() => [
    { kind: 'PLACE', name: 'divisionId', label: '区划', isCommon: true },
    { kind: 'CHOICE', name: 'teamId', label: '服务队', isCommon: true, choices: teamChoices.value },
    { kind: 'CHOICE', name: 'category', label: '类别', isCommon: true, choices: categoryChoices.value },
    ...(states.length === 0
      ? []
      : ([{ kind: 'CHOICE', name: 'status', label: '状态', isCommon: true, choices: states }] as const)),
  ]);
}
