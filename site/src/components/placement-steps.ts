/** How a placement works, on the page about all of them; what differs by site stands on the page of each. */
export const placementSteps = [
  {
    title: 'You finish class and lab first.',
    text: 'You need the average that your site asks for. Below it you repeat the module before you meet a patient.',
  },
  {
    title: 'You clear the checks.',
    text: 'Most sites want a background check, a drug screen, shots and a CPR card. You pay for those, and each page below says how much.',
  },
  {
    title: 'We find the site with you.',
    text: 'You tell us where you live and how you travel. We ask the sites that take students, and you hear where and when.',
  },
  {
    title: 'You work under somebody.',
    text: 'A preceptor stands beside you. You do what the list allows, and nothing on the other list, even when they are short of hands.',
  },
  {
    title: 'They sign your log.',
    text: 'Each skill and each hour is signed on the day. The signed log is what you show the school, and often the exam.',
  },
]
