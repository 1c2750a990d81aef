import { afterAll, beforeAll, describe, vi } from 'vitest';
import { buildWorld, type World } from './build-world.ts';
import { pinErasure } from './erasure.ts';
import { pinExports } from './exports.ts';
import { pinMasking } from './masking.ts';
import { pinRefusals, pinScreens } from './screens.ts';

/**
 * Pins what the desk shows to the outside, so that work on its inside can be seen to change nothing: golden files of
 * one world. They are made anew with `vitest run packages/server/tests/pins -u` and nothing else, and
 * their difference is read line by line. One world for all, in this order: what comes later leaves entries in the log.
 */
describe('pins', () => {
  let world: World;
  beforeAll(async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    world = await buildWorld();
  });
  afterAll(async () => {
    await world.close();
    vi.restoreAllMocks();
  });
  const here = (): World => world;

  describe('screens', () => pinScreens(here));
  describe('refusals', () => pinRefusals(here));
  describe('exports', () => pinExports(here));
  describe('masking', () => pinMasking(here));
  describe('erasure', () => pinErasure(here));
});
