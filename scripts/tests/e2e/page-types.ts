import { paths } from 'shared-types'

/** One page of the sample school of each type, by name. */
export const pageTypes = {
  home: paths.home(),
  courses: paths.courses(),
  compare: paths.compare(),
  'start dates': paths.startDates(),
  questions: paths.questions(),
  contact: paths.contact(),
  disclosures: paths.disclosures(),
  course: paths.course('phlebotomy'),
  'online course': paths.course('cardiac-monitoring'),
  blog: paths.blog(),
  'older posts': paths.blogPage(1),
  category: paths.category('pharmacy'),
  post: paths.post('order-of-draw'),
  externships: paths.externships(),
  externship: paths.externship('outpatient-lab'),
  certifications: paths.certifications(),
  certification: paths.certification('cpt'),
  people: paths.people(),
  person: paths.person('elena-ortiz'),
  admissions: paths.page('admissions'),
  tuition: paths.page('tuition'),
  search: paths.search(),
  'not found': '/no-such-page/',
}

/** On a wide screen these have a layout of their own: a sticky part, a scrolling box, or a column beside the text. */
export const unlike: string[] = ['courses', 'compare', 'start dates', 'course', 'post', 'tuition']

const { courses, search } = pageTypes
/** Pages that have scripts. */
export const scripted = { courses, 'start dates': pageTypes['start dates'], search }

/** For pictures only: a course in every other scrub color, and pages with parts that none of the above has. */
export const otherPages = {
  navy: paths.course('pharmacy-technician'),
  eggplant: paths.course('healthcare-billing-and-coding'),
  hunter: paths.course('clinical-medical-assistant'),
  pewter: paths.course('medical-administrative-assistant'),
  about: paths.page('about'),
  'learning platform': paths.page('learning-platform'),
}

/** Pages in use: the URL holds what the visitor chose. */
export const usedPages = {
  'courses, filtered': `${courses}?time=evenings&sort=price&pick=phlebotomy.cardiac-monitoring`,
  'courses, none fits': `${courses}?delivery=onsite&time=weekends&max=1500`,
  'start dates, filtered': `${pageTypes['start dates']}?delivery=online&open=yes`,
  'start dates, none fits': `${pageTypes['start dates']}?family=cardiac&time=weekends`,
  'search, found': `${search}?q=blood`,
  'search, nothing found': `${search}?q=zzzz`,
}

/** Pages with all their details elements open. */
export const foldedPages = { 'questions, opened': pageTypes.questions, 'compare, opened': pageTypes.compare }
