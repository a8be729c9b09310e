-- A database of version 0.1, written by it; its people are invented.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE analyses (
	resume_id INTEGER NOT NULL, 
	language TEXT NOT NULL, 
	name TEXT, 
	age_stated INTEGER, 
	birth_date TEXT, 
	gender TEXT, 
	city TEXT, 
	email TEXT, 
	phone TEXT, 
	career_interest TEXT, 
	highest_degree TEXT, 
	years_of_experience FLOAT, 
	expected_salary TEXT, 
	schools TEXT DEFAULT '[]' NOT NULL, 
	companies TEXT DEFAULT '[]' NOT NULL, 
	titles TEXT DEFAULT '[]' NOT NULL, 
	skills TEXT DEFAULT '[]' NOT NULL, 
	analysed_at TEXT NOT NULL, expected_salary_min INTEGER, expected_salary_max INTEGER, expected_salary_currency TEXT, education TEXT DEFAULT '[]' NOT NULL, experience TEXT DEFAULT '[]' NOT NULL, evidence TEXT DEFAULT '[]' NOT NULL, 
	PRIMARY KEY (resume_id), 
	FOREIGN KEY(resume_id) REFERENCES resumes (id) ON DELETE CASCADE
);
INSERT INTO "analyses" VALUES(1,'zh','單曉嵐',NULL,'1989-05-17','female','臺中市',NULL,'0912-345-678','農藝師','碩士',NULL,'1萬5','["中興農業大學","屏東農業學院"]','["豐源種業有限公司"]','["農藝師"]','["病蟲害防治","溫室管理"]','2026-11-20T08:01:05.000000+00:00',NULL,NULL,'CNY','[{"school":"中興農業大學","degree":"碩士","major":"園藝","start":"2012-09","end":"2015-06","is_current":false,"evidence":{"field":"education","index":0,"page":1,"box":null,"text":"2012.09-2015.06 中興農業大學 園藝 碩士","confidence":0.97}},{"school":"屏東農業學院","degree":"大專","major":"園藝","start":"2007-09","end":"2011-06","is_current":false,"evidence":{"field":"education","index":1,"page":1,"box":null,"text":"2007.09-2011.06 屏東農業學院 園藝 大專","confidence":0.97}}]','[{"company":"豐源種業有限公司","title":"農藝師","start":"2015-09","end":null,"is_current":true,"summary":null,"evidence":{"field":"experience","index":0,"page":1,"box":null,"text":"2015.09-至今 豐源種業有限公司 農藝師","confidence":0.97}}]','[{"field":"name","index":null,"page":1,"box":null,"text":"单晓岚","confidence":0.98},{"field":"age","index":null,"page":1,"box":null,"text":"出生日期:民国78年5月17日","confidence":0.99},{"field":"birth_date","index":null,"page":1,"box":null,"text":"出生日期:民国78年5月17日","confidence":0.99},{"field":"gender","index":null,"page":1,"box":null,"text":"性别:女","confidence":0.99},{"field":"city","index":null,"page":1,"box":null,"text":"通讯地址:台中市","confidence":0.99},{"field":"phone","index":null,"page":1,"box":null,"text":"行动电话:0912-345-678","confidence":0.3},{"field":"career_interest","index":null,"page":1,"box":null,"text":"希望职务:农艺师","confidence":0.98},{"field":"highest_degree","index":null,"page":1,"box":null,"text":"2012.09-2015.06 中兴农业大学 园艺 硕士","confidence":0.97},{"field":"expected_salary","index":null,"page":1,"box":null,"text":"期望待遇:1万5","confidence":0.99},{"field":"schools","index":0,"page":1,"box":null,"text":"2012.09-2015.06 中兴农业大学 园艺 硕士","confidence":0.97},{"field":"schools","index":1,"page":1,"box":null,"text":"2007.09-2011.06 屏东农业学院 园艺 大专","confidence":0.97},{"field":"companies","index":0,"page":1,"box":null,"text":"2015.09-至今 丰源种业有限公司 农艺师","confidence":0.97},{"field":"titles","index":0,"page":1,"box":null,"text":"2015.09-至今 丰源种业有限公司 农艺师","confidence":0.95},{"field":"skills","index":0,"page":1,"box":null,"text":"病虫害防治、温室管理","confidence":0.97},{"field":"skills","index":1,"page":1,"box":null,"text":"病虫害防治、温室管理","confidence":0.97}]');
INSERT INTO "analyses" VALUES(2,'zh','林清川',29,NULL,'male','厦门','linqc@example.com','13900004321','轮机长','本科',NULL,'24-30万/年','["集美大学"]','["蓝海渔业有限公司","东港水产加工厂"]','["轮机长","轮机员"]','["柴油机检修","船舶电气"]','2026-11-20T08:02:05.000000+00:00',20000,25000,'CNY','[{"school":"集美大学","degree":"本科","major":"轮机工程","start":"2011-09","end":"2015-06","is_current":false,"evidence":{"field":"education","index":0,"page":1,"box":null,"text":"2011.09-2015.06 集美大学 轮机工程 本科","confidence":0.97}}]','[{"company":"蓝海渔业有限公司","title":"轮机长","start":"2019-03","end":null,"is_current":true,"summary":null,"evidence":{"field":"experience","index":0,"page":1,"box":null,"text":"2019.03-至今 蓝海渔业有限公司 轮机长","confidence":0.97}},{"company":"东港水产加工厂","title":"轮机员","start":"2015-07","end":"2019-02","is_current":false,"summary":null,"evidence":{"field":"experience","index":1,"page":1,"box":null,"text":"2015.07-2019.02 东港水产加工厂 轮机员","confidence":0.97}}]','[{"field":"name","index":null,"page":1,"box":null,"text":"林清川","confidence":0.98},{"field":"age","index":null,"page":1,"box":null,"text":"男 | 29岁 | 厦门","confidence":0.94},{"field":"gender","index":null,"page":1,"box":null,"text":"男 | 29岁 | 厦门","confidence":0.91},{"field":"city","index":null,"page":1,"box":null,"text":"男 | 29岁 | 厦门","confidence":0.89},{"field":"email","index":null,"page":1,"box":null,"text":"手机:13900004321 邮箱:linqc@example.com","confidence":0.99},{"field":"phone","index":null,"page":1,"box":null,"text":"手机:13900004321 邮箱:linqc@example.com","confidence":0.99},{"field":"career_interest","index":null,"page":1,"box":null,"text":"求职意向:轮机长 期望薪资:24-30万/年","confidence":0.98},{"field":"highest_degree","index":null,"page":1,"box":null,"text":"2011.09-2015.06 集美大学 轮机工程 本科","confidence":0.97},{"field":"expected_salary","index":null,"page":1,"box":null,"text":"求职意向:轮机长 期望薪资:24-30万/年","confidence":0.99},{"field":"schools","index":0,"page":1,"box":null,"text":"2011.09-2015.06 集美大学 轮机工程 本科","confidence":0.97},{"field":"companies","index":0,"page":1,"box":null,"text":"2019.03-至今 蓝海渔业有限公司 轮机长","confidence":0.97},{"field":"companies","index":1,"page":1,"box":null,"text":"2015.07-2019.02 东港水产加工厂 轮机员","confidence":0.97},{"field":"titles","index":0,"page":1,"box":null,"text":"2019.03-至今 蓝海渔业有限公司 轮机长","confidence":0.95},{"field":"titles","index":1,"page":1,"box":null,"text":"2015.07-2019.02 东港水产加工厂 轮机员","confidence":0.95},{"field":"skills","index":0,"page":1,"box":null,"text":"柴油机检修、船舶电气","confidence":0.97},{"field":"skills","index":1,"page":1,"box":null,"text":"柴油机检修、船舶电气","confidence":0.97}]');
INSERT INTO "analyses" VALUES(3,'en','Ann Holt',NULL,NULL,NULL,'Leeds, UK','ann.holt@example.com','(415) 555-0123','Head Baker','B.S. Food Science',NULL,'£41,000 p.a.','["Ridgeback University"]','["Oak & Ash Bakery Ltd"]','["Head Baker"]','["Sourdough","Laminated dough"]','2026-11-20T08:03:05.000000+00:00',NULL,NULL,'GBP','[{"school":"Ridgeback University","degree":"B.S. Food Science","major":"Food Science","start":"2011","end":"2015","is_current":false,"evidence":{"field":"education","index":0,"page":1,"box":null,"text":"B.S. Food Science, Ridgeback University 2011 - 2015","confidence":0.97}}]','[{"company":"Oak & Ash Bakery Ltd","title":"Head Baker","start":"2016-01","end":null,"is_current":true,"summary":null,"evidence":{"field":"experience","index":0,"page":1,"box":null,"text":"Oak & Ash Bakery Ltd Jan 2016 - Present","confidence":0.97}}]','[{"field":"name","index":null,"page":1,"box":null,"text":"Ann Holt","confidence":0.98},{"field":"city","index":null,"page":1,"box":null,"text":"ann.holt@example.com | (415) 555-0123 | Leeds, UK","confidence":0.89},{"field":"email","index":null,"page":1,"box":null,"text":"ann.holt@example.com | (415) 555-0123 | Leeds, UK","confidence":0.97},{"field":"phone","index":null,"page":1,"box":null,"text":"ann.holt@example.com | (415) 555-0123 | Leeds, UK","confidence":0.97},{"field":"career_interest","index":null,"page":1,"box":null,"text":"Objective: Head Baker","confidence":0.98},{"field":"highest_degree","index":null,"page":1,"box":null,"text":"B.S. Food Science, Ridgeback University 2011 - 2015","confidence":0.97},{"field":"expected_salary","index":null,"page":1,"box":null,"text":"Expected salary: £41,000 p.a.","confidence":0.99},{"field":"schools","index":0,"page":1,"box":null,"text":"B.S. Food Science, Ridgeback University 2011 - 2015","confidence":0.97},{"field":"companies","index":0,"page":1,"box":null,"text":"Oak & Ash Bakery Ltd Jan 2016 - Present","confidence":0.97},{"field":"titles","index":0,"page":1,"box":null,"text":"Head Baker","confidence":0.95},{"field":"skills","index":0,"page":1,"box":null,"text":"Sourdough, Laminated dough","confidence":0.97},{"field":"skills","index":1,"page":1,"box":null,"text":"Sourdough, Laminated dough","confidence":0.97}]');
INSERT INTO "analyses" VALUES(4,'zh','武小婷',NULL,NULL,NULL,NULL,NULL,'13900003753','茶艺师','中专',NULL,'面议','["昆明旅游学校"]','[]','[]','[]','2026-11-20T08:04:05.000000+00:00',NULL,NULL,NULL,'[{"school":"昆明旅游学校","degree":"中专","major":null,"start":"2009-09","end":"2012-06","is_current":false,"evidence":{"field":"education","index":0,"page":1,"box":null,"text":"2009.09-2012.06 昆明旅游学校 中专","confidence":0.97}}]','[]','[{"field":"name","index":null,"page":1,"box":null,"text":"武小婷","confidence":0.98},{"field":"phone","index":null,"page":1,"box":null,"text":"电话:13900003753","confidence":0.99},{"field":"career_interest","index":null,"page":1,"box":null,"text":"求职意向:茶艺师 期望薪资:面议","confidence":0.98},{"field":"highest_degree","index":null,"page":1,"box":null,"text":"2009.09-2012.06 昆明旅游学校 中专","confidence":0.97},{"field":"expected_salary","index":null,"page":1,"box":null,"text":"求职意向:茶艺师 期望薪资:面议","confidence":0.99},{"field":"schools","index":0,"page":1,"box":null,"text":"2009.09-2012.06 昆明旅游学校 中专","confidence":0.97}]');
INSERT INTO "analyses" VALUES(5,'zh','景天',NULL,NULL,NULL,NULL,NULL,'13900003754',NULL,NULL,NULL,NULL,'[]','[]','[]','[]','2026-11-20T08:05:05.000000+00:00',NULL,NULL,NULL,'[]','[]','[{"field":"name","index":null,"page":1,"box":null,"text":"景天","confidence":0.98},{"field":"phone","index":null,"page":1,"box":null,"text":"电话:13900003754","confidence":0.99}]');
CREATE TABLE catalogue (
	id INTEGER NOT NULL, 
	version BIGINT NOT NULL, 
	bundled_hash TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE match_reasons (
	resume_id INTEGER NOT NULL, 
	rank INTEGER NOT NULL, 
	breakdown TEXT NOT NULL, 
	matched_skills TEXT NOT NULL, 
	missing_skills TEXT NOT NULL, 
	PRIMARY KEY (resume_id, rank), 
	FOREIGN KEY(resume_id) REFERENCES resumes (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "match_reasons" VALUES(1,1,'[{"name":"title","value":0.7531,"weight":0.58,"stated":true},{"name":"career_interest","value":0.6182,"weight":0.0,"stated":true},{"name":"experience","value":0.6182,"weight":0.0,"stated":true},{"name":"occupation","value":0.3389,"weight":0.0,"stated":true},{"name":"skills","value":0.4,"weight":0.25,"stated":false},{"name":"degree","value":0.8,"weight":0.05,"stated":false},{"name":"years","value":0.8,"weight":0.05,"stated":false},{"name":"pay","value":0.8,"weight":0.05,"stated":false},{"name":"city","value":0.8,"weight":0.02,"stated":false}]','[]','["作物栽培","病虫害防治","土壤肥料","技术推广","田间管理","温室","试验示范","种子"]');
INSERT INTO "match_reasons" VALUES(1,2,'[{"name":"title","value":0.7181,"weight":0.58,"stated":true},{"name":"career_interest","value":0.5776,"weight":0.0,"stated":true},{"name":"experience","value":0.5776,"weight":0.0,"stated":true},{"name":"occupation","value":0.3232,"weight":0.0,"stated":true},{"name":"skills","value":0.4,"weight":0.25,"stated":false},{"name":"degree","value":0.8,"weight":0.05,"stated":false},{"name":"years","value":0.8,"weight":0.05,"stated":false},{"name":"pay","value":0.8,"weight":0.05,"stated":false},{"name":"city","value":0.8,"weight":0.02,"stated":false}]','[]','["作物种植","田间管理","施肥","病虫害防治","灌溉","大棚","采收","农机操作"]');
INSERT INTO "match_reasons" VALUES(2,1,'[{"name":"title","value":0.9754,"weight":0.58,"stated":true},{"name":"career_interest","value":0.9813,"weight":0.0,"stated":true},{"name":"experience","value":0.9813,"weight":0.0,"stated":true},{"name":"occupation","value":0.439,"weight":0.0,"stated":true},{"name":"skills","value":0.4,"weight":0.25,"stated":false},{"name":"degree","value":1.0,"weight":0.05,"stated":true},{"name":"years","value":0.8,"weight":0.05,"stated":false},{"name":"pay","value":1.0,"weight":0.05,"stated":true},{"name":"city","value":0.8,"weight":0.02,"stated":false}]','[]','["船舶驾驶","适任证书","值班瞭望","海图","轮机","英语","货物管理","救生消防"]');
INSERT INTO "match_reasons" VALUES(2,2,'[{"name":"title","value":0.6723,"weight":0.58,"stated":true},{"name":"career_interest","value":0.5277,"weight":0.0,"stated":true},{"name":"experience","value":0.5277,"weight":0.0,"stated":true},{"name":"occupation","value":0.3025,"weight":0.0,"stated":true},{"name":"skills","value":0.4,"weight":0.25,"stated":false},{"name":"degree","value":1.0,"weight":0.05,"stated":true},{"name":"years","value":0.8,"weight":0.05,"stated":false},{"name":"pay","value":1.0,"weight":0.05,"stated":true},{"name":"city","value":0.8,"weight":0.02,"stated":false}]','[]','["飞行驾驶","飞行执照","ATPL","仪表飞行","航线规划","机组资源管理","英语"]');
INSERT INTO "match_reasons" VALUES(3,1,'[{"name":"title","value":0.9526,"weight":0.58,"stated":true},{"name":"career_interest","value":0.9271,"weight":0.0,"stated":true},{"name":"experience","value":0.9271,"weight":0.0,"stated":true},{"name":"occupation","value":0.2286,"weight":0.0,"stated":true},{"name":"skills","value":0.4,"weight":0.25,"stated":false},{"name":"degree","value":1.0,"weight":0.05,"stated":true},{"name":"years","value":0.8,"weight":0.05,"stated":false},{"name":"pay","value":0.8,"weight":0.05,"stated":false},{"name":"city","value":0.8,"weight":0.02,"stated":false}]','[]','["baking","cake decorating","bread making","desserts","mousse","food hygiene","recipes","pastry"]');
INSERT INTO "match_reasons" VALUES(3,2,'[{"name":"title","value":0.735,"weight":0.58,"stated":true},{"name":"career_interest","value":0.5969,"weight":0.0,"stated":true},{"name":"experience","value":0.5969,"weight":0.0,"stated":true},{"name":"occupation","value":0.3307,"weight":0.0,"stated":true},{"name":"skills","value":0.4,"weight":0.25,"stated":false},{"name":"degree","value":1.0,"weight":0.05,"stated":true},{"name":"years","value":0.8,"weight":0.05,"stated":false},{"name":"pay","value":0.8,"weight":0.05,"stated":false},{"name":"city","value":0.8,"weight":0.02,"stated":false}]','[]','["food processing","dough mixing","oven operation","food hygiene","production line work","packing","equipment cleaning"]');
INSERT INTO "match_reasons" VALUES(4,1,'[{"name":"title","value":0.95,"weight":0.58,"stated":true},{"name":"career_interest","value":1.0,"weight":0.0,"stated":true},{"name":"experience","value":0.0,"weight":0.0,"stated":false},{"name":"occupation","value":0.228,"weight":0.0,"stated":true},{"name":"skills","value":0.4,"weight":0.25,"stated":false},{"name":"degree","value":1.0,"weight":0.05,"stated":true},{"name":"years","value":0.8,"weight":0.05,"stated":false},{"name":"pay","value":0.8,"weight":0.05,"stated":false},{"name":"city","value":0.8,"weight":0.02,"stated":false}]','[]','["茶艺","茶叶知识","冲泡","茶席设计","接待礼仪","销售","茶艺师证"]');
INSERT INTO "match_reasons" VALUES(4,2,'[{"name":"title","value":0.7039,"weight":0.58,"stated":true},{"name":"career_interest","value":0.7409,"weight":0.0,"stated":true},{"name":"experience","value":0.0,"weight":0.0,"stated":false},{"name":"occupation","value":0.3167,"weight":0.0,"stated":true},{"name":"skills","value":0.4,"weight":0.25,"stated":false},{"name":"degree","value":1.0,"weight":0.05,"stated":true},{"name":"years","value":0.8,"weight":0.05,"stated":false},{"name":"pay","value":0.8,"weight":0.05,"stated":false},{"name":"city","value":0.8,"weight":0.02,"stated":false}]','[]','["炒青","萎凋发酵","茶叶分级","设备操作","卫生控制","包装"]');
INSERT INTO "match_reasons" VALUES(5,1,'[{"name":"title","value":0.2277,"weight":0.58,"stated":false},{"name":"career_interest","value":0.0,"weight":0.0,"stated":false},{"name":"experience","value":0.0,"weight":0.0,"stated":false},{"name":"occupation","value":0.0,"weight":0.0,"stated":true},{"name":"skills","value":0.4,"weight":0.25,"stated":false},{"name":"degree","value":0.8,"weight":0.05,"stated":false},{"name":"years","value":0.8,"weight":0.05,"stated":false},{"name":"pay","value":0.8,"weight":0.05,"stated":false},{"name":"city","value":0.8,"weight":0.02,"stated":false}]','[]','["收银","点钞","POS系统","客户服务","对账","细心"]');
INSERT INTO "match_reasons" VALUES(5,2,'[{"name":"title","value":0.2277,"weight":0.58,"stated":false},{"name":"career_interest","value":0.0,"weight":0.0,"stated":false},{"name":"experience","value":0.0,"weight":0.0,"stated":false},{"name":"occupation","value":0.0,"weight":0.0,"stated":true},{"name":"skills","value":0.4,"weight":0.25,"stated":false},{"name":"degree","value":0.8,"weight":0.05,"stated":false},{"name":"years","value":0.8,"weight":0.05,"stated":false},{"name":"pay","value":0.8,"weight":0.05,"stated":false},{"name":"city","value":0.8,"weight":0.02,"stated":false}]','[]','["点餐","食品制作","收银","清洁","客户服务","团队协作"]');
CREATE TABLE matches (
	resume_id INTEGER NOT NULL, 
	rank INTEGER NOT NULL, 
	position_code TEXT NOT NULL, 
	position TEXT NOT NULL, 
	salary_range TEXT NOT NULL, 
	score FLOAT NOT NULL, 
	analysis TEXT NOT NULL, 
	PRIMARY KEY (resume_id, rank), 
	FOREIGN KEY(resume_id) REFERENCES resumes (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "matches" VALUES(1,1,'agronomist','农艺师','6k-11k/月',0.6728,'求职意向与任职经历均为“農藝師”，与该岗位相近，所列技能与岗位的常见要求没有重合。尚未体现岗位看重的作物栽培、病虫害防治、土壤肥料。薪资范围为估算。');
INSERT INTO "matches" VALUES(1,2,'crop-farmer','种植工','4k-7k/月',0.6525,'求职意向与任职经历均为“農藝師”，与该岗位相近，所列技能与岗位的常见要求没有重合。尚未体现岗位看重的作物种植、田间管理、施肥。薪资范围为估算。');
INSERT INTO "matches" VALUES(2,1,'ship-officer','船员','12k-30k/月',0.8218,'求职意向与任职经历均为“轮机长”，与该岗位吻合，所列技能与岗位的常见要求没有重合。尚未体现岗位看重的船舶驾驶、适任证书、值班瞭望；本科学历高于通常要求的大专；期望薪资符合该岗位常见的12k-30k/月。薪资范围为估算。');
INSERT INTO "matches" VALUES(2,2,'pilot','飞行员','25k-60k/月',0.646,'求职意向与任职经历均为“轮机长”，与该岗位相近，所列技能与岗位的常见要求没有重合。尚未体现岗位看重的飞行驾驶、飞行执照、ATPL；本科学历符合要求；期望薪资符合该岗位常见的25k-60k/月。薪资范围为估算。');
INSERT INTO "matches" VALUES(3,1,'pastry-chef','Pastry Chef','5k-10k/月',0.7985,'“Head Baker”, both your objective and your experience, matches this position, and none of the listed skills is among those it usually asks for. The resume does not show baking, cake decorating or bread making yet. The pay range is an estimate.');
INSERT INTO "matches" VALUES(3,2,'bakery-production-worker','Bakery Production Worker','4k-7k/月',0.6723,'“Head Baker”, both your objective and your experience, comes close to this position, and none of the listed skills is among those it usually asks for. The resume does not show food processing, dough mixing or oven operation yet. The pay range is an estimate.');
INSERT INTO "matches" VALUES(4,1,'tea-artist','茶艺师','4k-8k/月',0.797,'求职意向“茶艺师”与该岗位吻合。尚未体现岗位看重的茶艺、茶叶知识、冲泡。薪资范围为估算。');
INSERT INTO "matches" VALUES(4,2,'tea-processing-worker','茶叶加工工','5k-8k/月',0.6543,'求职意向“茶艺师”与该岗位相近。尚未体现岗位看重的炒青、萎凋发酵、茶叶分级。薪资范围为估算。');
INSERT INTO "matches" VALUES(5,1,'cashier','收银员','4k-6k/月',0.3681,'简历未写明求职意向与任职经历。尚未体现岗位看重的收银、点钞、POS系统。薪资范围为估算。');
INSERT INTO "matches" VALUES(5,2,'fast-food-crew-member','快餐店员','4k-6k/月',0.3681,'简历未写明求职意向与任职经历。尚未体现岗位看重的点餐、食品制作、收银。薪资范围为估算。');
CREATE TABLE positions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	source TEXT NOT NULL, 
	external_id TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	title_zh TEXT, 
	title_en TEXT, 
	aliases TEXT NOT NULL, 
	company TEXT, 
	city TEXT, 
	skills TEXT NOT NULL, 
	degree INTEGER NOT NULL, 
	years_min INTEGER NOT NULL, 
	salary_text TEXT, 
	salary_low FLOAT, 
	salary_high FLOAT, 
	salary_currency TEXT, 
	salary_period TEXT, 
	salary_months FLOAT, 
	salary_min INTEGER, 
	salary_max INTEGER, 
	occupation_code TEXT, 
	url TEXT, 
	description TEXT, 
	removed BOOLEAN NOT NULL, 
	version BIGINT NOT NULL, 
	updated_at TEXT NOT NULL, 
	UNIQUE (source, external_id)
);
CREATE TABLE resumes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	user_id INTEGER NOT NULL, 
	storage_key TEXT NOT NULL, 
	file_name TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	size_bytes BIGINT NOT NULL, 
	sha256 TEXT NOT NULL, 
	upload_time TEXT NOT NULL, 
	state TEXT NOT NULL, 
	failure_code TEXT, 
	page_count INTEGER, 
	attempts INTEGER NOT NULL, catalogue_version BIGINT DEFAULT 0 NOT NULL, 
	FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE, 
	UNIQUE (storage_key)
);
INSERT INTO "resumes" VALUES(1,2,'resumes/2026/11/00000000000000000000000000000001.pdf','resume-1.pdf','application/pdf',1001,'0000000000000000000000000000000000000000000000000000000000000000','2026-11-20T08:01:00.000000+00:00','analysed',NULL,1,1,0);
INSERT INTO "resumes" VALUES(2,2,'resumes/2026/11/00000000000000000000000000000002.pdf','resume-2.pdf','application/pdf',1002,'0000000000000000000000000000000000000000000000000000000000000000','2026-11-20T08:02:00.000000+00:00','analysed',NULL,1,1,0);
INSERT INTO "resumes" VALUES(3,2,'resumes/2026/11/00000000000000000000000000000003.pdf','resume-3.pdf','application/pdf',1003,'0000000000000000000000000000000000000000000000000000000000000000','2026-11-20T08:03:00.000000+00:00','analysed',NULL,1,1,0);
INSERT INTO "resumes" VALUES(4,2,'resumes/2026/11/00000000000000000000000000000004.pdf','resume-4.pdf','application/pdf',1004,'0000000000000000000000000000000000000000000000000000000000000000','2026-11-20T08:04:00.000000+00:00','analysed',NULL,1,1,0);
INSERT INTO "resumes" VALUES(5,2,'resumes/2026/11/00000000000000000000000000000005.pdf','resume-5.pdf','application/pdf',1005,'0000000000000000000000000000000000000000000000000000000000000000','2026-11-20T08:05:00.000000+00:00','analysed',NULL,1,1,0);
INSERT INTO "resumes" VALUES(6,2,'resumes/2026/11/00000000000000000000000000000009.pdf','scan.pdf','application/pdf',9,'0000000000000000000000000000000000000000000000000000000000000000','2026-11-20T08:00:00.000000+00:00','failed','NO_TEXT',NULL,0,0);
CREATE TABLE users (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	username TEXT NOT NULL, 
	username_key TEXT NOT NULL, 
	password_hash TEXT NOT NULL, 
	email TEXT, 
	role TEXT NOT NULL, 
	token_version INTEGER NOT NULL, 
	created_at TEXT NOT NULL, 
	UNIQUE (username_key)
);
INSERT INTO "users" VALUES(1,'root','root','$argon2id$invented','root@example.com','admin',0,'2026-11-20T08:00:00.000000+00:00');
INSERT INTO "users" VALUES(2,'anna','anna','$argon2id$invented','anna@example.com','job_seeker',0,'2026-11-20T08:00:00.000000+00:00');
CREATE INDEX ix_users_role ON users (role);
CREATE INDEX ix_resumes_state_id ON resumes (state, id);
CREATE INDEX ix_resumes_upload_time_id ON resumes (upload_time, id);
CREATE INDEX ix_resumes_user_id_id ON resumes (user_id, id);
CREATE INDEX ix_positions_version ON positions (version);
CREATE INDEX ix_positions_place ON positions (removed, source, external_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('users',2);
INSERT INTO "sqlite_sequence" VALUES('resumes',6);
COMMIT;
