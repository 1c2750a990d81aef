import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { methodDisplayName, methodKeyOf, methodSheet } from '@srs-desk/shared/method/catalogue.ts';
import { type HandoverTicket, handoverTicket } from '@srs-desk/shared/process/handover.ts';
import { type FormatInstant, type Language, sayWhy, TRIAGE_TEXTS } from '@srs-desk/shared/process/texts.ts';
import type { TriageReading } from '@srs-desk/shared/process/triage.ts';

/** Who hands over, and how the Service Provider is known at Swisscom's desk. */
export interface TicketSender {
  proNumber: string | null;
  contact: string;
}

/** The ticket for an order as it stands, with the data its step demands (guide §6.2); null when it is nobody's turn. */
export function ticketOf(
  order: OrderDetail,
  reading: TriageReading,
  sender: TicketSender,
  language: Language,
  format: FormatInstant,
): HandoverTicket | null {
  if (reading.step === null) return null;
  const msisdn = order.msisdn ?? null;
  const clear = order.revealed?.fields.includes('msisdn') ?? false;
  return handoverTicket(
    {
      step: reading.step,
      issue: reading.issue,
      language,
      proNumber: sender.proNumber,
      order: {
        refId: order.refId,
        orderId: order.orderId,
        method: methodDisplayName(order.issuer, order.method),
        givesOrderId: methodSheet(methodKeyOf(order.issuer, order.method))?.givesOrderId ?? true,
        targetUrl: order.targetUrl ?? null,
        status: order.status,
        wireStatus: order.wireStatus,
        statusReason: order.statusReason ?? null,
        statusChangedAt: Date.parse(order.statusChangedAt),
        createdAt: Date.parse(order.createdAt),
        verifyStatus: order.verifyStatus,
        evidenceId: order.evidenceId,
      },
      call: null,
      msisdn: msisdn === null ? null : { text: msisdn, masked: !clear },
      contact: sender.contact,
      problem: null,
      why: sayWhy(language, reading.why, format),
      checked: reading.firstChecks.map((code) => TRIAGE_TEXTS[language].check[code]),
    },
    format,
  );
}
