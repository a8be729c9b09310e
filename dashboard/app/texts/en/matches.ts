export const matches = {
  "resume.noMatches.NOTHING_STATED": "There is nothing to match yet",
  "resume.noMatches.NOTHING_STATED.advice": "No job title, objective or skill was found in the resume. Add one of them and the matches appear at once.",
  "resume.noMatches.NOTHING_FITS": "No position fits at the moment",
  "resume.noMatches.NOTHING_FITS.advice": "All positions are far from what this resume states. Check that the objective and the skills were read rightly; new positions are matched by themselves.",
  "match.estimate": "pay is an estimate",
  "match.posting": "Details",
  "match.skills": "Skills",
  "match.noDescription": "The source gives no description.",
};
