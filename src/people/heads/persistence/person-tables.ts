import type { PersonTable } from '../../volunteers';

/** What this module keeps about a person, for that person's own export; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '三长任职',
    columns: { divisionName: '区划', role: '职务', validFrom: '起', validTo: '止', source: '依据' },
    sql: `select d.name as "divisionName", h.role, h.valid_from::text as "validFrom", h.valid_to::text as "validTo", h.source
      from head_appointment h join division d on d.id = h.division_id where h.volunteer_id = $1 order by h.valid_from`,
  },
];
