/** The order of test files: those that start servers first, so that none of them runs alone at the end; then by size. */
const Sequencer = require('@jest/test-sequencer').default;
const { statSync } = require('node:fs');

const FIRST = ['e2e', 'embedded'];

module.exports = class LongestFirst extends Sequencer {
  /** @param {readonly import('@jest/test-result').Test[]} tests */
  sort(tests) {
    const rank = ({ context }) => (FIRST.includes(context.config.displayName?.name) ? 0 : 1);
    const size = new Map(tests.map((test) => [test, statSync(test.path).size]));
    return [...tests].sort((a, b) => rank(a) - rank(b) || size.get(b) - size.get(a));
  }
};
