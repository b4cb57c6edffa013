const whole = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 })
const exact = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })

/** Integer cents as money: 222000 is `$2,220`, 12950 is `$129.50`. */
export const formatCents = (cents: number): string =>
  cents % 100 === 0 ? whole.format(cents / 100) : exact.format(cents / 100)
