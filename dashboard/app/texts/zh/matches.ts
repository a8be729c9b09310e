export const matches = {
  "resume.noMatches.NOTHING_STATED": "还没有可以匹配的依据",
  "resume.noMatches.NOTHING_STATED.advice": "简历里没有读到职位、求职意向或技能。补上其中一项，匹配会立刻更新。",
  "resume.noMatches.NOTHING_FITS": "暂时没有合适的职位",
  "resume.noMatches.NOTHING_FITS.advice": "现有职位都与这份简历相差较远。请核对求职意向和技能是否读对；职位更新后会自动重新匹配。",
  "match.estimate": "薪资为估算",
  "match.posting": "职位详情",
  "match.skills": "技能",
  "match.noDescription": "来源没有给出描述。",
};
