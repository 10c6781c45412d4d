import { describe, expect, test } from 'vitest';
import { differences } from './regenerate.js';

describe('differences', () => {
  test('finds none in equal values', () => {
    expect(differences({ a: [1, 'x', null] }, { a: [1, 'x', null] })).toEqual([]);
  });

  test('names the place of a changed number', () => {
    expect(differences({ a: [1, 2] }, { a: [1, 3] })).toEqual(['$.a.1: 2 became 3']);
  });

  test('finds a missing and an added entry', () => {
    expect(differences({ a: [1, 2] }, { a: [1] })).toEqual(['$.a.1: 2 became undefined']);
    expect(differences({}, { b: null })).toEqual(['$.b: undefined became null']);
  });

  test('tells a list from an object, and a number from its text', () => {
    expect(differences([], {})).toHaveLength(1);
    expect(differences(1, '1')).toHaveLength(1);
  });

  test('lets numbers differ within the tolerance only', () => {
    expect(differences(1, 1 + 1e-13, { absolute: 1e-12 })).toEqual([]);
    expect(differences(1000, 1000.001, { relative: 1e-5 })).toEqual([]);
    expect(differences(1, 1 + 1e-13)).toHaveLength(1);
    expect(differences(1, 1.1, { absolute: 1e-12, relative: 1e-5 })).toHaveLength(1);
  });
});
