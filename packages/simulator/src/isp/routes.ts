import { Router } from 'express';
import type { Simulation } from '../simulation.ts';

export function ispRoutes(_simulation: Simulation): Router {
  return Router();
}
