// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace anlaufstelle::screens {

// A form of the controls that the kiosk's own form doesn't have, each a screen by itself, in the
// order of its body. Its words are German, for some also Arabic and Urdu.
inline std::string controls_form() {
  return R"xml(<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
        xmlns:kiosk="urn:anlaufstelle:kiosk">
<h:head><h:title>Bedienung</h:title><model>
<itext>
<translation lang="de" default="true()">
  <text id="brief"><value>Haben Sie einen Brief bekommen?</value></text>
  <text id="uhrzeit"><value>Wann können Sie kommen?</value></text>
  <text id="termin"><value>Wann ist Ihr Termin bei der Ausländerbehörde?</value></text>
  <text id="geburt"><value>Wann sind Sie geboren?</value></text>
  <text id="ankunft"><value>Seit wann sind Sie in Deutschland?</value></text>
  <text id="schule"><value>Bis zu welchem Jahr waren Sie in der Schule?</value></text>
  <text id="schmerz"><value>Wie stark sind die Schmerzen?</value></text>
  <text id="weg"><value>Wie viele Stunden brauchen Sie hierher?</value></text>
  <text id="miete"><value>Wie hoch ist Ihre Miete?</value></text>
  <text id="personen"><value>Wie viele Personen wohnen bei Ihnen?</value></text>
  <text id="einkommen"><value>Wie viel verdienen Sie im Monat?</value></text>
  <text id="wichtig"><value>Was ist Ihnen am wichtigsten?</value></text>
  <text id="arbeit"><value>Arbeit oder Ausbildung</value></text>
  <text id="wohnung"><value>Eine eigene Wohnung</value></text>
  <text id="sprache"><value>Ein Sprachkurs</value></text>
  <text id="familie"><value>Mit der Familie zusammenleben</value></text>
  <text id="zufrieden"><value>Wie zufrieden sind Sie mit der Wohnung?</value></text>
  <text id="gar"><value>gar nicht</value></text>
  <text id="teils"><value>teils, teils</value></text>
  <text id="sehr"><value>sehr</value></text>
  <text id="hilfe"><value>Wer hilft Ihnen?</value></text>
  <text id="kann"><value>Was können Sie allein?</value></text>
  <text id="lesen"><value>Briefe lesen</value></text>
  <text id="anrufen"><value>Bei einem Amt anrufen</value></text>
  <text id="unterschrift"><value>Bitte unterschreiben Sie die Vollmacht.</value></text>
  <text id="skizze"><value>Wo tut es weh?</value></text>
</translation>
<translation lang="ar">
  <text id="brief"><value>هل وصلتكم رسالة؟</value></text>
  <text id="uhrzeit"><value>متى يمكنكم الحضور؟</value></text>
  <text id="termin"><value>متى موعدكم في دائرة الأجانب؟</value></text>
  <text id="geburt"><value>متى وُلدتم؟</value></text>
  <text id="ankunft"><value>منذ متى أنتم في ألمانيا؟</value></text>
  <text id="schule"><value>حتى أي سنة كنتم في المدرسة؟</value></text>
  <text id="schmerz"><value>ما شدة الألم؟</value></text>
  <text id="weg"><value>كم ساعة تحتاجون للوصول إلى هنا؟</value></text>
  <text id="miete"><value>كم إيجاركم؟</value></text>
  <text id="personen"><value>كم شخصًا يسكن عندكم؟</value></text>
  <text id="einkommen"><value>كم تكسبون في الشهر؟</value></text>
  <text id="wichtig"><value>ما الأهم عندكم؟</value></text>
  <text id="arbeit"><value>العمل أو التدريب المهني</value></text>
  <text id="wohnung"><value>مسكن خاص</value></text>
  <text id="sprache"><value>دورة لغة</value></text>
  <text id="familie"><value>العيش مع العائلة</value></text>
  <text id="zufrieden"><value>ما مدى رضاكم عن المسكن؟</value></text>
  <text id="gar"><value>إطلاقًا لا</value></text>
  <text id="teils"><value>نوعًا ما</value></text>
  <text id="sehr"><value>جدًا</value></text>
  <text id="hilfe"><value>من يساعدكم؟</value></text>
  <text id="kann"><value>ماذا تستطيعون وحدكم؟</value></text>
  <text id="lesen"><value>قراءة الرسائل</value></text>
  <text id="anrufen"><value>الاتصال بدائرة</value></text>
  <text id="unterschrift"><value>من فضلكم وقّعوا على التوكيل.</value></text>
  <text id="skizze"><value>أين تشعرون بالألم؟</value></text>
</translation>
<translation lang="ur">
  <text id="brief"><value>کیا آپ کو کوئی خط ملا ہے؟</value></text>
  <text id="uhrzeit"><value>آپ کب آ سکتے ہیں؟</value></text>
  <text id="termin"><value>غیر ملکیوں کے دفتر میں آپ کی ملاقات کب ہے؟</value></text>
  <text id="geburt"><value>آپ کب پیدا ہوئے؟</value></text>
  <text id="ankunft"><value>آپ جرمنی میں کب سے ہیں؟</value></text>
  <text id="schule"><value>آپ کس سال تک اسکول میں تھے؟</value></text>
  <text id="schmerz"><value>درد کتنا شدید ہے؟</value></text>
  <text id="weg"><value>یہاں آنے میں کتنے گھنٹے لگتے ہیں؟</value></text>
  <text id="miete"><value>آپ کا کرایہ کتنا ہے؟</value></text>
  <text id="personen"><value>آپ کے ساتھ کتنے لوگ رہتے ہیں؟</value></text>
  <text id="einkommen"><value>آپ مہینے میں کتنا کماتے ہیں؟</value></text>
  <text id="wichtig"><value>آپ کے لیے سب سے اہم کیا ہے؟</value></text>
  <text id="arbeit"><value>کام یا پیشہ ورانہ تربیت</value></text>
  <text id="wohnung"><value>اپنا گھر</value></text>
  <text id="sprache"><value>زبان کا کورس</value></text>
  <text id="familie"><value>خاندان کے ساتھ رہنا</value></text>
  <text id="zufrieden"><value>آپ رہائش سے کتنے مطمئن ہیں؟</value></text>
  <text id="gar"><value>بالکل نہیں</value></text>
  <text id="teils"><value>کچھ کچھ</value></text>
  <text id="sehr"><value>بہت</value></text>
  <text id="hilfe"><value>آپ کی مدد کون کرتا ہے؟</value></text>
  <text id="kann"><value>آپ اکیلے کیا کر سکتے ہیں؟</value></text>
  <text id="lesen"><value>خط پڑھنا</value></text>
  <text id="anrufen"><value>دفتر کو فون کرنا</value></text>
  <text id="unterschrift"><value>براہ کرم اختیار نامے پر دستخط کریں۔</value></text>
  <text id="skizze"><value>درد کہاں ہے؟</value></text>
</translation>
</itext>
<instance><data id="bedienung" version="1"><brief/><uhrzeit/><termin/><geburt/><ankunft/><schule/><schmerz/><weg/><miete/>
<personen/><einkommen/><wichtig/><zufrieden/><hilfe/>
<tabelle><kopf/><lesen/><anrufen/></tabelle><unterschrift/><skizze/>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/brief" type="boolean"/>
<bind nodeset="/data/uhrzeit" type="time"/>
<bind nodeset="/data/termin" type="dateTime"/>
<bind nodeset="/data/geburt" type="date"/>
<bind nodeset="/data/ankunft" type="date"/>
<bind nodeset="/data/schule" type="date"/>
<bind nodeset="/data/schmerz" type="int"/>
<bind nodeset="/data/weg" type="decimal"/>
<bind nodeset="/data/miete" type="int"/>
<bind nodeset="/data/personen" type="int"/>
<bind nodeset="/data/einkommen" type="int"/>
<bind nodeset="/data/tabelle/kopf" required="true()"/>
<bind nodeset="/data/unterschrift" type="binary"/>
<bind nodeset="/data/skizze" type="binary"/>
</model></h:head>
<h:body>
<input ref="/data/brief"><label ref="jr:itext('brief')"/></input>
<input ref="/data/uhrzeit"><label ref="jr:itext('uhrzeit')"/></input>
<input ref="/data/termin"><label ref="jr:itext('termin')"/></input>
<input ref="/data/geburt" appearance="persian"><label ref="jr:itext('geburt')"/></input>
<input ref="/data/ankunft" appearance="month-year"><label ref="jr:itext('ankunft')"/></input>
<input ref="/data/schule" appearance="year ethiopian"><label ref="jr:itext('schule')"/></input>
<range ref="/data/schmerz" start="0" end="10" step="1"><label ref="jr:itext('schmerz')"/></range>
<range ref="/data/weg" appearance="vertical no-ticks" start="-1" end="2" step="0.25">
<label ref="jr:itext('weg')"/></range>
<range ref="/data/miete" appearance="picker" start="0" end="1500" step="50">
<label ref="jr:itext('miete')"/></range>
<range ref="/data/personen" appearance="picker" start="9" end="1" step="2">
<label ref="jr:itext('personen')"/></range>
<range ref="/data/einkommen" start="0" end="4000" step="10"><label ref="jr:itext('einkommen')"/></range>
<rank ref="/data/wichtig"><label ref="jr:itext('wichtig')"/>
<item><label ref="jr:itext('arbeit')"/><value>arbeit</value></item>
<item><label ref="jr:itext('wohnung')"/><value>wohnung</value></item>
<item><label ref="jr:itext('sprache')"/><value>sprache</value></item>
<item><label ref="jr:itext('familie')"/><value>familie</value></item>
</rank>
<select1 ref="/data/zufrieden" appearance="likert no-buttons quick"><label ref="jr:itext('zufrieden')"/>
<item><label ref="jr:itext('gar')"/><value>gar</value></item>
<item><label ref="jr:itext('teils')"/><value>teils</value></item>
<item><label ref="jr:itext('sehr')"/><value>sehr</value></item>
</select1>
<select ref="/data/hilfe" appearance="columns-3 shiny"><label ref="jr:itext('hilfe')"/>
<item><label ref="jr:itext('arbeit')"/><value>arbeit</value></item>
<item><label ref="jr:itext('wohnung')"/><value>wohnung</value></item>
<item><label ref="jr:itext('sprache')"/><value>sprache</value></item>
<item><label ref="jr:itext('familie')"/><value>familie</value></item>
</select>
<group ref="/data/tabelle" appearance="field-list"><label ref="jr:itext('kann')"/>
<select1 ref="/data/tabelle/kopf" appearance="label"><label ref="jr:itext('kann')"/>
<item><label ref="jr:itext('gar')"/><value>gar</value></item>
<item><label ref="jr:itext('teils')"/><value>teils</value></item>
<item><label ref="jr:itext('sehr')"/><value>sehr</value></item>
</select1>
<select1 ref="/data/tabelle/lesen" appearance="list-nolabel"><label ref="jr:itext('lesen')"/>
<item><label ref="jr:itext('gar')"/><value>gar</value></item>
<item><label ref="jr:itext('teils')"/><value>teils</value></item>
<item><label ref="jr:itext('sehr')"/><value>sehr</value></item>
</select1>
<select1 ref="/data/tabelle/anrufen" appearance="list-nolabel"><label ref="jr:itext('anrufen')"/>
<item><label ref="jr:itext('gar')"/><value>gar</value></item>
<item><label ref="jr:itext('teils')"/><value>teils</value></item>
<item><label ref="jr:itext('sehr')"/><value>sehr</value></item>
</select1>
</group>
<upload ref="/data/unterschrift" mediatype="image/*" appearance="signature">
<label ref="jr:itext('unterschrift')"/></upload>
<upload ref="/data/skizze" mediatype="image/*" appearance="draw">
<label ref="jr:itext('skizze')"/></upload>
</h:body></h:html>)xml";
}

}  // namespace anlaufstelle::screens
