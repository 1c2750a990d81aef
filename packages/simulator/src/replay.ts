import { findProvider } from './catalogue.ts';
import type { WorldEvent } from './journal.ts';
import type { Simulation } from './simulation.ts';

function again(world: Simulation, event: WorldEvent): void {
  const order = 'refId' in event ? world.find(event.refId) : undefined;
  switch (event.did) {
    case 'place': {
      const provider = findProvider(event.issuer, event.method);
      if (provider !== null) world.place(provider, event.data);
      return;
    }
    case 'arrive':
      world.arriveAt(event.at);
      return;
    case 'add_orders':
      world.addOrders(event.count, event.seed, event.wanted);
      return;
    case 'cancel':
      if (order !== undefined) world.cancel(order);
      return;
    case 'set_status':
      if (order !== undefined) world.setStatus(order, event.change);
      return;
    case 'act':
      if (order !== undefined) world.act(order, event.action);
      return;
    case 'advance':
      world.advance(event.seconds);
      return;
    case 'set_speed':
      world.setSpeed(event.speed);
  }
}

/** Does again, each at its own moment, what a journal tells. */
export function replay(world: Simulation, events: readonly WorldEvent[]): void {
  for (const event of events) {
    world.clock.pin(event.at);
    again(world, event);
  }
  world.clock.pin(null);
}
