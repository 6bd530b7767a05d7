/** A person's name; `latin` is how it is written in addresses where the name itself is not in Latin letters. */
export interface NamePart {
  readonly text: string;
  readonly latin: string;
}

export interface NamePool {
  readonly given: readonly NamePart[];
  readonly surnames: readonly NamePart[];
}

const words = (text: string): readonly NamePart[] =>
  text
    .trim()
    .split(/\s*,\s*/)
    .map((entry) => {
      const [name = '', latin = name] = entry.split('|');
      return { text: name, latin };
    });

/** German-speaking. */
export const germanNames: NamePool = {
  given: words(`
    Anna, Jürgen, Sabine, Björn, Käthe, Günther, Monika, Jörg, Ursula, Thomas, Claudia, Stefan, Petra, Michael, Birgit,
    Andreas, Susanne, Wolfgang, Heike, Matthias, Gabriele, Frank, Martina, Uwe, Katrin, Dirk, Anke, Ralf, Silke, Holger,
    Lukas, Lea, Jonas, Mia, Finn, Emma, Paul, Hannah, Felix, Leonie, Maximilian, Lina, Moritz, Clara, Niklas, Ida, Jan,
    Frieda, Tim, Greta, Florian, Johanna, Sören, Änne, Rüdiger, Bärbel, Hans-Peter, Anna-Lena, Karl-Heinz, Marie-Luise,
    Eva-Maria, Klaus-Dieter, Volker, Gisela, Torsten, Ulrike, Armin, Renate, Sönke, Wiebke, Xaver, Vroni, Götz, Hedwig`),
  surnames: words(`
    Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Schäfer, Koch, Bauer, Richter,
    Klein, Wolf, Schröder, Neumann, Schwarz, Zimmermann, Braun, Krüger, Hofmann, Hartmann, Lange, Schmitt, Werner, Krause,
    Meier, Lehmann, Köhler, Maier, Herrmann, König, Walter, Mayer, Huber, Kaiser, Fuchs, Peters, Lang, Scholz, Möller,
    Weiß, Jung, Hahn, Schubert, Vogel, Friedrich, Keller, Günther, Frank, Berger, Winkler, Roth, Beck, Lorenz, Baumann,
    Groß, Böhm, Jäger, Sauer, Dörr, Preuß, Voß, Straßer, Meißner, von der Heide, zu Löwenstein, Freiherr von Stein,
    Müller-Lüdenscheidt, Schulze-Delitzsch, Meyer-Döring, Weiß-Kowalski, Öztürk-Bauer, Überbacher, Grünwald, Nüßlein`),
};

/** From everywhere else, a pool per language so that names fit together. */
export const internationalNames: readonly NamePool[] = [
  {
    given: words('Siobhán, Liam, Aoife, Conor, Niamh, Sean, Róisín, Declan'),
    surnames: words("O'Brien, O’Connor, O'Neill, McDonagh, Ní Bhriain, D'Arcy, Fitzgerald, Mac Giolla"),
  },
  {
    given: words('José, María, Íñigo, Begoña, Andrés, Inés, Ángel, Lucía, João, Conceição'),
    surnames: words('García Márquez, Núñez, Peña, Ibáñez, López de Haro, Gonçalves, Simões, Muñoz, Araújo'),
  },
  {
    given: words('François, Chloé, Zoë, Benoît, Hélène, Jérôme, Aurélie, Jean-Baptiste, Noëlle'),
    surnames: words("Lefèvre, L'Hôpital, D’Aubigné, Béranger, Dupont-Moretti, Çelik-Martin, Le Goff, Gauthier"),
  },
  {
    given: words('Łukasz, Małgorzata, Zbigniew, Agnieszka, Jiří, Žofie, Ștefan, Ioana, Dušan'),
    surnames: words('Wójcik, Kowalczyk, Żółkiewski, Novák, Čermák, Šťastný, Popescu, Țurcanu, Đorđević, Kiss-Nagy'),
  },
  {
    given: words('Åsa, Bjørn, Søren, Øystein, Märta, Jón, Þóra, Päivi, Jukka'),
    surnames: words('Ångström, Sørensen, Ødegård, Jónsdóttir, Þorvaldsson, Hämäläinen, Nygård, Lindström'),
  },
  {
    given: words('Çağlar, Gülşen, İbrahim, Işıl, Ömer, Şebnem, Yiğit, Tuğba, Emre'),
    surnames: words('Yılmaz, Öztürk, Şahin, Çelik, Güneş, İnönü, Kılıç, Doğan, Erdoğdu'),
  },
  {
    given: words('Анна|Anna, Дмитрий|Dmitri, Ольга|Olga, Сергей|Sergei, Олена|Olena, Тарас|Taras'),
    surnames: words('Иванова|Ivanova, Кузнецов|Kuznetsov, Шевченко|Shevchenko, Щербаков|Shcherbakov, Мельник|Melnyk'),
  },
  {
    given: words('伟|Wei, 芳|Fang, 秀英|Xiuying, 小龙|Xiaolong, 静|Jing'),
    surnames: words('王|Wang, 李|Li, 张|Zhang, 欧阳|Ouyang, 刘|Liu'),
  },
  {
    given: words('太郎|Taro, 花子|Hanako, 健一|Kenichi, さくら|Sakura, 直美|Naomi'),
    surnames: words('佐藤|Sato, 鈴木|Suzuki, 高橋|Takahashi, 山本|Yamamoto, 渡辺|Watanabe'),
  },
  {
    given: words('محمد|Mohammed, فاطمة|Fatima, يوسف|Youssef, ليلى|Layla, عمر|Omar'),
    surnames: words('العربي|Alarabi, حداد|Haddad, المصري|Almasri, خوري|Khoury, منصور|Mansour'),
  },
  {
    given: words('James, Mary-Jane, Oliver, Charlotte, William, Amelia, Ethan, Sophie, Noah, Grace'),
    surnames: words('Smith, Jones, Taylor-Wood, Brown, Davies, Evans, Wilson, Thompson, St. John, de la Mare'),
  },
  {
    given: words('Priya, Arjun, Nguyễn Thị, Minh Đức, Aarav, Lakshmi, Thảo, Rajesh'),
    surnames: words('Sharma, Iyer, Trần, Phạm, Venkataraman, Đặng, Kapoor, Lê'),
  },
];

const spelledOut: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  å: 'a',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** A name as it stands in an address: lower-case ASCII letters, digits, dots and hyphens; may be empty. */
export function asciiSlug(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæøåłđðþı]/g, (letter) => spelledOut[letter] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’.]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
