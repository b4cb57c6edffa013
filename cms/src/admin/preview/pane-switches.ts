/** What the pane shows beside the values of the form. */
export interface PaneSwitches {
  /** As `2026-12-24`; without one, today. */
  day?: string
  withDrafts: boolean
}

/** Whether anything but the form counts. */
export const addsToForm = ({ day, withDrafts }: PaneSwitches): boolean => withDrafts || day !== undefined
