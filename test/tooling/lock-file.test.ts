import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

interface Package {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const file = path.resolve(import.meta.dirname, '../../package-lock.json');
const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
  packages: Readonly<Record<string, Package>>;
};
const entries = Object.entries(packages);

// npm leaves out what the registry in use did not have, and `npm ci` then refuses the file.
test('holds the packages for every platform', () => {
  const missing = entries.flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        !(`${folder}/node_modules/${name}` in packages || `node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});

test('holds a checksum for every package', () => {
  const unchecked = entries.filter(
    ([folder, { integrity, link }]) =>
      folder.includes('node_modules/') && link !== true && integrity === undefined,
  );
  expect(unchecked.map(([folder]) => folder)).toEqual([]);
});

test('holds one engine: one tfjs-node, one tfjs-core', () => {
  for (const name of ['@tensorflow/tfjs-node', '@tensorflow/tfjs-core', '@tensorflow/tfjs']) {
    const copies = entries.filter(([folder]) => folder.endsWith(`node_modules/${name}`));
    expect(copies.map(([folder]) => folder)).toEqual([`node_modules/${name}`]);
  }
});
