import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Semver {
  minVersion(range: string): { readonly version: string } | null;
  satisfies(version: string, range: string): boolean;
}

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly engines?: Readonly<Record<string, string>>;
}

const root = path.resolve(__dirname, '../..');
const semver = jest.requireActual<Semver>('semver');
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The oldest Node that package.json lets in. */
function floorOf(manifest: string): string {
  const { engines } = JSON.parse(manifest) as { engines: { node: string } };
  const floor = semver.minVersion(engines.node);
  if (!floor) throw new Error(`no Node satisfies ${engines.node}`);
  return floor.version;
}

/** Packages of the production tree that ask for another Node than `floor`, each with where it lies and what it asks for. */
function askingForMore(lock: string, floor: string): readonly string[] {
  const { packages } = JSON.parse(lock) as { packages: Readonly<Record<string, LockedPackage>> };
  return Object.entries(packages)
    .filter(([place, { dev }]) => place !== '' && !dev)
    .filter(([, { engines }]) => engines?.['node'] !== undefined && !semver.satisfies(floor, engines['node']))
    .map(([place, { version, engines }]) => `${place} ${version ?? ''} asks for Node ${engines?.['node'] ?? ''}`);
}

/** npm only warns of it, and what needs the newer Node may not run before some rare path does. */
describe('the floor of Node', () => {
  const floor = floorOf(textOf('package.json'));

  it('satisfies every package that is installed in production', () => {
    expect(askingForMore(textOf('package-lock.json'), floor)).toEqual([]);
  });

  it('is what .nvmrc installs and the image is made of', () => {
    expect(textOf('.nvmrc').trim()).toBe(floor);
    expect(textOf('Dockerfile').match(/^FROM node:\d+/gm)).toEqual(
      Array.from({ length: 2 }, () => `FROM node:${floor.split('.')[0] ?? ''}`),
    );
  });

  it('names who asks for more, and lets tools of development ask', () => {
    const packages = {
      '': { engines: { node: '>=99' } },
      'node_modules/plain': { version: '1.0.0' },
      'node_modules/older': { version: '1.0.0', engines: { node: '>=18' } },
      'node_modules/tool': { version: '1.0.0', dev: true, engines: { node: '>=22' } },
      'node_modules/newer': { version: '3.0.0', engines: { node: '>=22' } },
    };
    expect(askingForMore(JSON.stringify({ packages }), '20.19.0')).toEqual([
      'node_modules/newer 3.0.0 asks for Node >=22',
    ]);
  });
});
