/** The value of a URL parameter when the finder offers it, else an empty string, which stands for all. */
export function offeredValue(query: URLSearchParams, name: string, offered: readonly string[]): string {
  const value = query.get(name) ?? ''
  return offered.includes(value) ? value : ''
}

/** Whole days from one day, `2027-01-04`, to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000
