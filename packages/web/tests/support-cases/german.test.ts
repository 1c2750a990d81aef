import { describe } from 'vitest';
import { takeCalls } from './take-calls.ts';

describe('the calls, in German', () => takeCalls('de'));
