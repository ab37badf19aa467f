/** Sentences of assistants' answers, by language. Long ones have eight words or more, short ones three to five. */
export interface LanguageSample {
  readonly language: string;
  readonly long: readonly string[];
  readonly short: readonly string[];
}

export const LANGUAGE_SAMPLES: readonly LanguageSample[] = [
  {
    language: 'en',
    long: [
      'The meeting starts at nine, so you should leave home by half past eight.',
      'I found three restaurants nearby that are still open at this hour.',
      'To save the file, press the button at the top of the window.',
      'It will be cloudy in the morning, but the sun comes out later.',
      'You have no new messages, and your battery is almost full.',
      'Most people need about eight hours of sleep every single night.',
    ],
    short: [
      'That is correct.',
      'I will check that.',
      'Here are the results:',
      'What do you need?',
      'Your timer is set.',
    ],
  },
  {
    language: 'de',
    long: [
      'Die Besprechung beginnt um neun Uhr, du solltest also bald losgehen.',
      'Ich habe drei Restaurants in der Nähe gefunden, die noch geöffnet sind.',
      'Um die Datei zu speichern, drücken Sie die Taste oben im Fenster.',
      'Am Morgen ist es bewölkt, aber später kommt die Sonne heraus.',
      'Sie haben keine neuen Nachrichten, und Ihr Akku ist fast voll.',
      'Die meisten Menschen brauchen jede Nacht etwa acht Stunden Schlaf.',
    ],
    short: [
      'Das ist richtig.',
      'Ich sehe gleich nach.',
      'Hier sind die Ergebnisse:',
      'Was brauchen Sie?',
      'Der Timer läuft jetzt.',
    ],
  },
  {
    language: 'es',
    long: [
      'La reunión empieza a las nueve, así que deberías salir pronto de casa.',
      'He encontrado tres restaurantes cerca que todavía están abiertos a esta hora.',
      'Para guardar el archivo, pulse el botón en la parte superior de la ventana.',
      'Por la mañana estará nublado, pero más tarde saldrá el sol.',
      'No tienes mensajes nuevos y la batería está casi llena.',
      'La mayoría de las personas necesita unas ocho horas de sueño.',
    ],
    short: [
      'Eso es correcto.',
      'Voy a comprobarlo ahora.',
      'Aquí están los resultados:',
      '¿Qué necesitas hoy?',
      'El temporizador está listo.',
    ],
  },
  {
    language: 'fr',
    long: [
      'La réunion commence à neuf heures, vous devriez donc partir bientôt.',
      'J’ai trouvé trois restaurants tout près qui sont encore ouverts à cette heure.',
      'Pour enregistrer le fichier, appuyez sur le bouton en haut de la fenêtre.',
      'Il fera gris ce matin, mais le soleil reviendra plus tard.',
      'Vous n’avez pas de nouveaux messages et la batterie est presque pleine.',
      'La plupart des gens ont besoin de huit heures de sommeil par nuit.',
    ],
    short: [
      'C’est tout à fait ça.',
      'Je vais vérifier cela.',
      'Voici les résultats trouvés :',
      'De quoi avez-vous besoin ?',
      'Le minuteur est lancé.',
    ],
  },
  {
    language: 'it',
    long: [
      'La riunione inizia alle nove, quindi dovresti uscire di casa presto.',
      'Ho trovato tre ristoranti qui vicino che sono ancora aperti a quest’ora.',
      'Per salvare il file, premi il pulsante nella parte alta della finestra.',
      'Al mattino sarà nuvoloso, ma più tardi tornerà a splendere il sole.',
      'Non ci sono nuovi messaggi e la batteria è quasi carica.',
      'La maggior parte delle persone ha bisogno di otto ore di sonno.',
    ],
    short: [
      'Questo è giusto.',
      'Controllo subito, un attimo.',
      'Ecco i risultati trovati:',
      'Di che cosa hai bisogno?',
      'Il timer è partito.',
    ],
  },
  {
    language: 'pt',
    long: [
      'A reunião começa às nove, por isso você deve sair de casa cedo.',
      'Encontrei três restaurantes por perto que ainda estão abertos a esta hora.',
      'Para salvar o arquivo, pressione o botão na parte de cima da janela.',
      'De manhã o céu fica nublado, mas à tarde o sol aparece.',
      'Você não tem mensagens novas e a bateria está quase cheia.',
      'A maioria das pessoas precisa de cerca de oito horas de sono.',
    ],
    short: [
      'Isso está certo.',
      'Vou verificar isso agora.',
      'Aqui estão os resultados:',
      'Do que você precisa?',
      'O cronômetro já começou.',
    ],
  },
  {
    language: 'nl',
    long: [
      'De vergadering begint om negen uur, dus je moet zo vertrekken.',
      'Ik heb drie restaurants in de buurt gevonden die nog open zijn.',
      'Om het bestand op te slaan, druk je op de knop boven in het venster.',
      'Het is vanochtend bewolkt, maar later komt de zon erdoor.',
      'Je hebt geen nieuwe berichten en de batterij is bijna vol.',
      'De meeste mensen hebben elke nacht ongeveer acht uur slaap nodig.',
    ],
    short: [
      'Dat klopt helemaal.',
      'Ik kijk het even na.',
      'Hier zijn de resultaten:',
      'Wat heb je nodig?',
      'De wekker is gezet.',
    ],
  },
  {
    language: 'pl',
    long: [
      'Spotkanie zaczyna się o dziewiątej, więc powinieneś niedługo wyjść z domu.',
      'Znalazłem w pobliżu trzy restauracje, które są jeszcze otwarte.',
      'Aby zapisać plik, naciśnij przycisk w górnej części okna.',
      'Rano będzie pochmurno, ale później wyjdzie słońce.',
      'Nie masz nowych wiadomości, a bateria jest prawie pełna.',
      'Większość ludzi potrzebuje około ośmiu godzin snu każdej nocy.',
    ],
    short: [
      'To się zgadza.',
      'Zaraz to sprawdzę.',
      'Oto wyniki wyszukiwania:',
      'Czego teraz potrzebujesz?',
      'Minutnik został włączony.',
    ],
  },
  {
    language: 'tr',
    long: [
      'Toplantı saat dokuzda başlıyor, bu yüzden birazdan evden çıkman gerekiyor.',
      'Yakında bu saatte hâlâ açık olan üç restoran buldum.',
      'Dosyayı kaydetmek için pencerenin üstündeki düğmeye basın.',
      'Sabah hava bulutlu olacak, ama öğleden sonra güneş çıkacak.',
      'Yeni mesajınız yok ve piliniz neredeyse tamamen dolu görünüyor.',
      'Çoğu insanın her gece yaklaşık sekiz saat uykuya ihtiyacı vardır.',
    ],
    short: [
      'Bu doğru bir cevap.',
      'Hemen kontrol ediyorum.',
      'İşte bulduğum sonuçlar:',
      'Neye ihtiyacınız var?',
      'Zamanlayıcı şimdi başladı.',
    ],
  },
  {
    language: 'sv',
    long: [
      'Mötet börjar klockan nio, så du borde gå hemifrån snart.',
      'Jag hittade tre restauranger i närheten som fortfarande är öppna.',
      'För att spara filen trycker du på knappen högst upp i fönstret.',
      'Det blir molnigt på morgonen, men senare kommer solen fram.',
      'Du har inga nya meddelanden och batteriet är nästan fullt.',
      'De flesta människor behöver ungefär åtta timmars sömn varje natt.',
    ],
    short: [
      'Det är helt rätt.',
      'Jag ska kontrollera det.',
      'Här är resultaten nu:',
      'Vad behöver du hjälp med?',
      'Timern är nu inställd.',
    ],
  },
  {
    language: 'cs',
    long: [
      'Schůzka začíná v devět hodin, takže byste měl brzy vyrazit z domu.',
      'Našel jsem v okolí tři restaurace, které mají ještě otevřeno.',
      'Soubor uložíte stisknutím tlačítka v horní části okna.',
      'Ráno bude zataženo, ale odpoledne vysvitne slunce.',
      'Nemáte žádné nové zprávy a baterie je skoro plná.',
      'Většina lidí potřebuje každou noc asi osm hodin spánku.',
    ],
    short: [
      'To je správně.',
      'Hned se na to podívám.',
      'Tady jsou výsledky:',
      'Co právě potřebujete?',
      'Časovač už běží.',
    ],
  },
  {
    language: 'ru',
    long: [
      'Встреча начинается в девять часов, поэтому скоро пора выходить из дома.',
      'Я нашёл поблизости три ресторана, которые сейчас ещё открыты.',
      'Чтобы сохранить файл, нажмите кнопку в верхней части окна.',
      'Утром будет облачно, но позже выглянет солнце.',
      'У вас нет новых сообщений, а батарея почти полностью заряжена.',
      'Большинству людей нужно около восьми часов сна каждую ночь.',
    ],
    short: [
      'Это совершенно верно.',
      'Сейчас я проверю это.',
      'Вот что удалось найти:',
      'Что вам нужно?',
      'Таймер уже запущен.',
    ],
  },
  {
    language: 'uk',
    long: [
      'Зустріч починається о дев’ятій годині, тому скоро треба виходити з дому.',
      'Я знайшов поблизу три ресторани, які зараз ще відчинені.',
      'Щоб зберегти файл, натисніть кнопку у верхній частині вікна.',
      'Вранці буде хмарно, але пізніше визирне сонце.',
      'У вас немає нових повідомлень, а батарея майже повністю заряджена.',
      'Більшості людей потрібно близько восьми годин сну щоночі.',
    ],
    short: [
      'Це цілком правильно.',
      'Зараз я це перевірю.',
      'Ось що вдалося знайти:',
      'Що вам потрібно?',
      'Таймер уже запущено.',
    ],
  },
];
