/** What the list of features owes to those that loop over it; and which addresses from outside are let in. */
import { matchPath } from 'react-router';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { aPrincipal } from '@communitrak/testkit/builders.ts';
import { letIn } from '../app/AskedPath.tsx';
import { offered } from '../app/features-context.ts';
import type { Feature } from '../app/feature.ts';
import { features } from './index.ts';

const resident = aPrincipal('m1', ['all', 'hh:h1'], 'Rita Resident');
const office = aPrincipal('m2', ['all', 'office'], 'Olga Office');
const all = <T>(part: (feature: Feature) => readonly T[] | undefined): readonly T[] =>
  features.flatMap((feature) => part(feature) ?? []);
const twice = (values: readonly string[]): readonly string[] =>
  values.filter((value, at) => values.indexOf(value) !== at);
const folders = readdirSync(fileURLToPath(new URL('.', import.meta.url)), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('the features', () => {
  it('are the folders, but for signing in, which comes before there is an association', () => {
    expect(features.map(({ name }) => name).toSorted()).toEqual(
      folders.filter((name) => name !== 'sign-in').toSorted(),
    );
  });

  it('say each thing once', () => {
    expect(twice(all(({ routes }) => routes).map(({ path }) => path))).toEqual([]);
    expect(twice(all(({ commands }) => commands).map(({ id }) => id))).toEqual([]);
    expect(twice(all(({ commands }) => commands).flatMap(({ key }) => key ?? []))).toEqual([]);
    expect(twice(all(({ unsent }) => unsent).map(({ type }) => type))).toEqual([]);
    expect(twice(all(({ desktopMenu }) => desktopMenu).flatMap((one) => one.accelerator ?? []))).toEqual([]);
    expect(features.filter(({ syncPath }) => syncPath !== undefined)).toHaveLength(1);
  });

  it('lead nowhere that has no screen, and nobody to a screen that is not for them', () => {
    const places = [...all(({ navigation }) => navigation), ...all(({ desktopMenu }) => desktopMenu)];
    const routes = all((feature) => feature.routes);
    for (const place of places) {
      const route = routes.find(({ path }) => matchPath(`/${path}`, `/${place.path}`) !== null);
      expect(route, place.path).toBeDefined();
      for (const who of [resident, office])
        if (place.for?.(who) ?? true) expect(route?.for?.(who) ?? true, place.path).toBe(true);
    }
    expect(places.length).toBeGreaterThan(5);
  });

  it('offer each member what is for them', () => {
    const paths = (who: typeof resident) =>
      offered(features, who, (feature) => feature.navigation).map(({ path }) => path);
    expect(paths(office)).toContain('inbox');
    expect(paths(resident)).not.toContain('inbox');
  });
});

describe('an address from outside', () => {
  it.each([
    ['requests/0190-ab', 'requests/0190-ab'],
    ['requests/new', 'requests/new'],
    ['inbox/0190', ''],
    ['settings', ''],
    ['nowhere', ''],
    ['requests/../settings', ''],
    ['requests/1?x=1', ''],
    ['//evil.example', ''],
    ['', ''],
  ])('%s opens “%s” for a resident', (asked, path) => {
    expect(letIn(features, resident, asked)).toBe(path);
  });

  it('opens for the office what is for the office', () => {
    expect(letIn(features, office, 'inbox/0190')).toBe('inbox/0190');
  });
});
