// @ts-check
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import vue from 'eslint-plugin-vue';
import accessibility from 'eslint-plugin-vuejs-accessibility';
import tseslint from 'typescript-eslint';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The wings of the house, lowest first: what lies in one may use its own wing and those below (docs/house.md). */
const wings = ['place', 'people', 'ledger', 'service', 'recognition'];

/**
 * The storeys of the platform and the rooms on each, lowest first: a room may use the storeys below its own and, on its own,
 * the rooms before it. So nothing goes up, and no two rooms go round in a circle.
 */
const storeys = Object.entries({
  foundation: ['ids', 'config', 'clock', 'actor', 'observability', 'crypto', 'counters'],
  data: ['database', 'embedded', 'installation', 'queue', 'outbox', 'sealing', 'audit'],
  delivery: ['documents', 'http', 'alerts'],
  security: ['identity', 'waiting', 'decisions', 'accounts', 'keys'],
  operations: ['board', 'health', 'boot'],
});

const anyOf = (names) => `@(${names.join('|')})`;

const roomsDown = storeys.flatMap(([storey, rooms], floor) =>
  rooms.map((room, place) => ({
    from: { type: 'platform', captured: { storey, room } },
    allow: [
      { to: { type: 'platform', captured: { storey, room: anyOf(rooms.slice(0, place + 1)) } } },
      ...storeys.slice(0, floor).map(([below]) => ({ to: { type: 'platform', captured: { storey: below } } })),
    ],
  })),
);

/** Rooms with rooms of their own, lowest first: a sub-room may use those before it, by their doors (docs/house.md). */
const subRooms = {
  attendance: [
    'geofence',
    'cards',
    'outcomes',
    'punching',
    'devices',
    'roll-call',
    'scan',
    'offline',
    'kiosk',
    'live-board',
  ],
  'service-hours': ['computing', 'records', 'objections', 'caps', 'recompute', 'corrections', 'reminders'],
  volunteers: [
    'person',
    'id-numbers',
    'consent',
    'closing',
    'minors',
    'guardians',
    'corrections',
    'registration',
    'profile',
    'search',
  ],
};
const divided = anyOf(Object.keys(subRooms));
const sameSubRoom = { module: '{{ from.captured.module }}', sub: '{{ from.captured.sub }}' };

/** What a sub-room may knock at: the doors below it; its rules know only the doors of rules. */
const subDoorsDown = Object.entries(subRooms).flatMap(([module, subs]) =>
  subs.slice(1).flatMap((sub, before) => {
    const lower = { module, sub: anyOf(subs.slice(0, before + 1)) };
    return [
      {
        from: { type: ['sub-layer', 'sub-file'], captured: { module, sub } },
        allow: [{ to: { type: 'sub-door', captured: lower } }],
      },
      {
        from: { type: 'sub-domain', captured: { module, sub } },
        allow: [{ to: { type: 'sub-domain-door', captured: lower } }],
      },
    ];
  }),
);

/** Doors that a wing may knock at. */
const doorsDown = wings.map((wing, floor) => ({
  from: { type: ['layer', 'door', 'module-file', 'sub-layer', 'sub-file'], captured: { wing } },
  allow: [{ to: { type: 'door', captured: { wing: anyOf(wings.slice(0, floor + 1)) } } }],
}));

/** Who may import whom inside src; everything else is refused. The canary test plants violations of these. */
const layers = [
  { to: { origin: ['external', 'core'] }, allow: { to: { origin: ['external', 'core'] } } },
  { from: { type: 'kernel' }, allow: [{ to: { type: 'kernel' } }] },
  { from: { type: 'platform' }, allow: [{ to: { type: 'kernel' } }] },
  { from: { type: 'platform', captured: { room: 'database' } }, allow: [{ to: { type: 'migrations' } }] },
  ...roomsDown,
  {
    from: { type: 'domain' },
    allow: [{ to: { type: 'kernel' } }, { to: { type: 'domain', captured: { module: '{{ from.captured.module }}' } } }],
  },
  {
    from: { type: 'layer' },
    allow: [
      { to: { type: ['kernel', 'platform'] } },
      { to: { type: ['domain', 'layer', 'module-file'], captured: { module: '{{ from.captured.module }}' } } },
    ],
  },
  {
    from: { type: ['door', 'module-file'] },
    allow: [
      { to: { type: ['kernel', 'platform'] } },
      { to: { type: ['domain', 'layer', 'module-file', 'door'], captured: { module: '{{ from.captured.module }}' } } },
    ],
  },
  // The door and the module of a divided room gather its sub-rooms.
  {
    from: { type: ['door', 'module-file'] },
    allow: [{ to: { type: ['sub-door', 'refusals'], captured: { module: '{{ from.captured.module }}' } } }],
  },
  { from: { type: 'refusals' }, allow: [{ to: { type: 'kernel' } }] },
  {
    from: { type: ['sub-domain', 'sub-domain-door'] },
    allow: [{ to: { type: 'kernel' } }, { to: { type: 'sub-domain', captured: sameSubRoom } }],
  },
  {
    from: { type: ['sub-layer', 'sub-file', 'sub-door'] },
    allow: [
      { to: { type: ['kernel', 'platform'] } },
      { to: { type: ['sub-domain', 'sub-layer', 'sub-file'], captured: sameSubRoom } },
      { to: { type: 'refusals', captured: { module: '{{ from.captured.module }}' } } },
    ],
  },
  ...subDoorsDown,
  ...doorsDown,
  { from: { type: 'root' }, allow: [{ to: { type: ['kernel', 'platform', 'door', 'root', 'demo', 'migrations'] } }] },
  {
    from: { type: 'cli' },
    allow: [{ to: { type: ['kernel', 'platform', 'door', 'root', 'cli', 'demo', 'migrations'] } }],
  },
  { from: { type: 'demo' }, allow: [{ to: { type: ['kernel', 'platform', 'door', 'root', 'demo'] } }] },
  { from: { type: 'migrations' }, allow: [{ to: { type: 'migrations' } }] },
];

export default tseslint.config(
  {
    ignores: [
      'dist',
      'data',
      'node_modules',
      'web/dist',
      'web/src/api/schema.d.ts',
      'web/vite.config.mts',
      'config/**/*.cjs',
      'config/**/*.mjs',
      'test/support/fixtures/**/*.cjs',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Nest builds its modules from classes with nothing but a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowStaticOnly: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // TypeORM and BullMQ answer raw rows: the row type is named where the SQL stands.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Request and response classes describe plain data: object literals are what they are for.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='save'][callee.object.property.name='manager']",
          message: 'No save(): say insert or update.',
        },
      ],
    },
  },
  {
    files: ['src/**/domain/**/*.ts', 'src/kernel/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'process', message: 'Rules know no process.' }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is handed in.' },
        { object: 'Math', property: 'random', message: 'Randomness is handed in.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is handed in.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@nestjs/*', 'typeorm', 'pg', 'bullmq', 'ioredis', 'node:fs*'], message: 'Rules are pure.' },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'migrations/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/root-path': root,
      'boundaries/elements': [
        { type: 'kernel', pattern: 'src/kernel/**', mode: 'full' },
        { type: 'platform', pattern: 'src/platform/*/*/**', mode: 'full', capture: ['storey', 'room'] },
        { type: 'cli', pattern: 'src/cli/**', mode: 'full' },
        { type: 'demo', pattern: 'src/demo/**', mode: 'full' },
        ...[
          { type: 'refusals', pattern: `src/*/${divided}/errors.ts`, capture: ['wing', 'module'] },
          {
            type: 'sub-domain-door',
            pattern: `src/*/${divided}/*/domain/index.ts`,
            capture: ['wing', 'module', 'sub'],
          },
          { type: 'sub-domain', pattern: `src/*/${divided}/*/domain/**`, capture: ['wing', 'module', 'sub'] },
          { type: 'sub-door', pattern: `src/*/${divided}/*/index.ts`, capture: ['wing', 'module', 'sub'] },
          { type: 'sub-file', pattern: `src/*/${divided}/*/*.ts`, capture: ['wing', 'module', 'sub'] },
          { type: 'sub-layer', pattern: `src/*/${divided}/*/*/**`, capture: ['wing', 'module', 'sub'] },
        ].map((element) => ({ ...element, mode: 'full' })),
        { type: 'domain', pattern: 'src/*/*/domain/**', mode: 'full', capture: ['wing', 'module'] },
        { type: 'door', pattern: 'src/*/*/index.ts', mode: 'full', capture: ['wing', 'module'] },
        { type: 'module-file', pattern: 'src/*/*/*.ts', mode: 'full', capture: ['wing', 'module'] },
        { type: 'layer', pattern: 'src/*/*/*/**', mode: 'full', capture: ['wing', 'module', 'layer'] },
        { type: 'root', pattern: 'src/*.ts', mode: 'full' },
        { type: 'migrations', pattern: 'migrations/**', mode: 'full' },
      ],
      'import/resolver': { typescript: { project: path.join(root, 'tsconfig.json') } },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        { default: 'disallow', checkAllOrigins: true, checkUnknownLocals: true, rules: layers },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts', 'drill/**/*.ts', 'src/**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  ...vue.configs['flat/recommended'].map((part) => ({ ...part, files: ['web/**/*.vue'] })),
  ...accessibility.configs['flat/recommended'].map((part) => ({ ...part, files: ['web/**/*.vue'] })),
  {
    files: ['web/**/*.ts', 'web/**/*.vue'],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ['web/**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser, projectService: false } },
    rules: {
      'no-undef': 'off',
      'max-lines': ['error', 200],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/no-v-html': 'error',
      'vue/require-default-prop': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      // A label names its field by its id, which is as good as standing around it.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  {
    files: ['web/src/**/*.ts', 'web/src/**/*.vue'],
    languageOptions: { parserOptions: { projectService: false } },
    plugins: { boundaries },
    settings: {
      'boundaries/root-path': root,
      'boundaries/elements': [
        { type: 'entry', pattern: 'web/src/entries/**', mode: 'full' },
        { type: 'feature', pattern: 'web/src/features/*/**', mode: 'full', capture: ['feature'] },
        { type: 'ground', pattern: 'web/src/(api|words|kit|session|offline)/**', mode: 'full' },
      ],
      'import/resolver': { typescript: { project: path.join(root, 'web/tsconfig.json') } },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          checkAllOrigins: true,
          rules: [
            { to: { origin: ['external', 'core'] }, allow: { to: { origin: ['external', 'core'] } } },
            { from: { type: 'ground' }, allow: [{ to: { type: 'ground' } }] },
            {
              from: { type: 'feature' },
              allow: [
                { to: { type: 'ground' } },
                { to: { type: 'feature', captured: { feature: '{{ from.captured.feature }}' } } },
              ],
            },
            { from: { type: 'entry' }, allow: [{ to: { type: ['entry', 'feature', 'ground'] } }] },
          ],
        },
      ],
    },
  },
);
