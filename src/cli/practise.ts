import { PRACTICE_STREET, PracticeSeed } from '../modules/setup';
import { seedStreet } from './seed-street';
import { withApplication } from './with-application';

/**
 * Makes the environment's installation a practice street: with a year of data, or with nothing but divisions and the
 * accounts of the office.
 *
 * @throws INSTALLATION_CHOSEN where it is something already.
 */
export async function practise({ wantsYear }: { readonly wantsYear: boolean }): Promise<void> {
  await withApplication((app) =>
    app.get(PracticeSeed, { strict: false }).choose({ through: 'COMMAND', streetName: PRACTICE_STREET, wantsYear }),
  );
  if (wantsYear) await seedStreet();
}
