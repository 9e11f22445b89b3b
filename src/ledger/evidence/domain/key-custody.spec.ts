import { custodyWarnings, type KeyCustody } from './key-custody';

const apart: KeyCustody = {
  areKeysGiven: false,
  signingHosts: 1,
  isKeyAnother: false,
  isBesideLedger: false,
  isWitnessChosen: false,
};

describe('custody of signing keys and witness', () => {
  it.each<readonly [string, Partial<KeyCustody>, readonly string[]]>([
    ['keys apart from the ledger', {}, []],
    ['several hosts with keys of their own', { signingHosts: 2 }, ['LEDGER_SIGNING_KEYS']],
    ['another key than the published one', { isKeyAnother: true }, ['LEDGER_SIGNING_KEYS']],
    ['keys beside the ledger without a witness', { isBesideLedger: true }, ['WITNESS_FILE']],
    ['keys beside the ledger, the witness elsewhere', { isBesideLedger: true, isWitnessChosen: true }, []],
    ['both', { signingHosts: 3, isBesideLedger: true }, ['LEDGER_SIGNING_KEYS', 'WITNESS_FILE']],
    ['keys shared by all', { areKeysGiven: true, signingHosts: 3, isBesideLedger: true }, []],
  ])('%s', (_, change, settings) => {
    const warnings = custodyWarnings({ ...apart, ...change });
    expect(warnings.map((warning) => settings.find((setting) => warning.includes(setting)))).toEqual(settings);
  });
});
