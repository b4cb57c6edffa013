import { addDays, type Day } from './dates'

/** The day on which the figures and the exam facts of the sample school were last compared with their sources. */
export const factsCheckedOn: Day = '2026-11-20'
export const factsVerifyBy: Day = addDays(factsCheckedOn, 365)

interface Source {
  source: string
  url: string
}

export const careerOneStop: Source = {
  source: 'CareerOneStop, US Department of Labor',
  url: 'https://www.careeronestop.org/Toolkit/Careers/Occupations/occupation-profile.aspx?keyword=Pharmacy%20Technicians&onetcode=29205200&location=Virginia',
}

/** A figure from an outside source, with the source. */
export const cited = (label: string, value: string, { source, url }: Source) => ({
  label,
  value,
  source,
  url,
  asOf: factsCheckedOn,
  verifyBy: factsVerifyBy,
})
