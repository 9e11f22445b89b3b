/** SQL over an activity `a` and its division `d`: what its category is called there today. */
export const categoryNameSql = `coalesce((select c.name from
  activity_category_at(a.category, d.path, (now() at time zone 'Asia/Shanghai')::date) c), a.category)`;
