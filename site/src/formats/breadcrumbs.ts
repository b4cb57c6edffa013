import { sectionPath } from 'shared-types'
import type { Section } from 'shared-types'

/** A page in the path from the home page to another page. */
export interface Breadcrumb {
  label: string
  path: string
}

const labels: Record<Section, string> = {
  home: 'Home',
  courses: 'Courses',
  blog: 'Blog',
  externships: 'Externships',
  certifications: 'Exams',
  people: 'People',
}

/** The pages above a page of these sections, from the home page down. */
export const breadcrumbsOf = (...sections: Exclude<Section, 'home'>[]): Breadcrumb[] =>
  (['home', ...sections] as const).map((section) => ({ label: labels[section], path: sectionPath(section) }))
