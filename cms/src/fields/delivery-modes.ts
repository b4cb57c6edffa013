import type { OptionObject } from 'payload'
import { type DeliveryMode, deliveryModes } from 'shared-types'

const labels: Record<DeliveryMode, string> = {
  onsite: 'On site',
  online: 'Online',
  blended: 'Blended: online and on site',
}

export const deliveryOptions: OptionObject[] = deliveryModes.map((value) => ({ value, label: labels[value] }))
