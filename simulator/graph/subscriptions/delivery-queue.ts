import type { SimSubscription } from '../../world/model.ts';
import type { Notification } from './notifications.ts';
import type { SendToEndpoint } from './sender.ts';

/** Where a notification goes, and of whom it speaks. */
export interface Delivery {
  readonly url: string;
  readonly tenantId: string;
  readonly subscription: SimSubscription;
  readonly notification: Notification;
}

export interface DeliveryQueue {
  add(delivery: Delivery): void;
  /** Sends what is due. @returns When all of that was answered or given up. */
  sendDue(): Promise<void>;
  readonly size: number;
}

interface Shipment {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  readonly firstTriedMs: number;
  readonly attempts: number;
  readonly dueMs: number;
}

const answerTimeoutMs = 3000;
const mostInOneRequest = 100;
const longestRetryMs = 4 * 60 * 60 * 1000;
/** After the first failed attempt, the second, …; the last one repeats. */
const waitsMs = [10_000, 30_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000];

/**
 * Sends notifications, several to one endpoint in one request, and again for four hours if the endpoint does not take them.
 *
 * @param onMissed Called once for each delivery that was given up.
 */
export function createDeliveryQueue(
  send: SendToEndpoint,
  nowMs: () => number,
  onMissed: (delivery: Delivery) => void,
): DeliveryQueue {
  const fresh: Delivery[] = [];
  let shipments: readonly Shipment[] = [];
  let underWay = 0;

  async function ship(shipment: Shipment): Promise<void> {
    underWay += 1;
    const body = JSON.stringify({ value: shipment.deliveries.map((delivery) => delivery.notification) });
    const isTaken = await send(shipment.url, { contentType: 'application/json; charset=utf-8', body }, answerTimeoutMs)
      .then((answer) => answer.status >= 200 && answer.status < 300)
      .catch(() => false);
    underWay -= 1;
    if (isTaken) return;
    const { attempts, firstTriedMs } = shipment;
    const dueMs = nowMs() + (waitsMs[Math.min(attempts, waitsMs.length - 1)] ?? longestRetryMs);
    if (dueMs - firstTriedMs > longestRetryMs) shipment.deliveries.forEach(onMissed);
    else shipments = [...shipments, { ...shipment, attempts: attempts + 1, dueMs }];
  }

  return {
    add(delivery) {
      fresh.push(delivery);
    },
    async sendDue() {
      const now = nowMs();
      const due = [...shipments.filter((shipment) => shipment.dueMs <= now), ...pack(fresh.splice(0), now)];
      shipments = shipments.filter((shipment) => shipment.dueMs > now);
      await Promise.all(due.map(ship));
    },
    get size() {
      return fresh.length + shipments.length + underWay;
    },
  };
}

function pack(deliveries: readonly Delivery[], now: number): readonly Shipment[] {
  const byUrl = Map.groupBy(deliveries, (delivery) => delivery.url);
  return [...byUrl].flatMap(([url, all]) => {
    const shipments: Shipment[] = [];
    for (let start = 0; start < all.length; start += mostInOneRequest) {
      const part = all.slice(start, start + mostInOneRequest);
      shipments.push({ url, deliveries: part, firstTriedMs: now, attempts: 0, dueMs: now });
    }
    return shipments;
  });
}
