import { it } from 'vitest';
import { expectHeard } from './spoken-text.js';

it('says numbers at the start of an adjective as one word with it', () => {
  expectHeard([
    ['ru', 'Это 2-комнатная квартира.', 'Это двухкомнатная квартира.'],
    ['ru', '21-летний студент и 90-летняя бабушка.', 'двадцатиоднолетний студент и девяностолетняя бабушка.'],
    ['ru', 'Есть 3-дневный тур и 100-процентная скидка.', 'Есть трёхдневный тур и стопроцентная скидка.'],
    ['ru', 'Отметили 40-летие и 1000-летие.', 'Отметили сорокалетие и тысячелетие.'],
    ['ru', 'На 3-м этаже, 5-го числа.', 'На третьем этаже, пятого числа.'],
    ['ru', 'Счёт 2-1, модель А-5-красный.', 'Счёт 2-1, модель А-5-красный.'],
    ['uk', 'Це 3-кімнатна квартира.', 'Це трикімнатна квартира.'],
    ['uk', '21-річний студент.', 'двадцятиоднорічний студент.'],
    ['pl', '21-letni student ma 3-pokojowe mieszkanie.', 'dwudziestojednoletni student ma trzypokojowe mieszkanie.'],
    ['pl', 'Przez 15-20-letni okres.', 'Przez 15-20-letni okres.'],
  ]);
});

it('says ranges with dots, and a minus after the dash', () => {
  expectHeard([
    ['ru', 'Будет −5…−7 °C.', 'Будет минус 5 – минус 7 градусов Цельсия.'],
    ['ru', 'Ночью +3...+5 °C.', 'Ночью +3 – +5 градусов Цельсия.'],
    ['ru', 'Около 5…7 км.', 'Около 5–7 километров.'],
    ['ru', 'Считаем: 1...2...3.', 'Считаем: 1...2...3.'],
    ['en', 'It is −5…−7 °C.', 'It is −5 to −7 degrees Celsius.'],
    ['de', 'Es sind −5–−7 °C.', 'Es sind −5 bis −7 Grad Celsius.'],
    ['fr', 'Il fait −5…−7 °C.', 'Il fait moins 5 à moins 7 degrés Celsius.'],
  ]);
});

it('tells grams from years, and horsepower from liters', () => {
  expectHeard([
    ['ru', '1 кг = 1000 г', '1 килограмм = 1000 граммов'],
    ['ru', 'Добавьте 1500 г муки.', 'Добавьте 1500 граммов муки.'],
    ['ru', 'Мощность 123 л. с. и больше.', 'Мощность 123 лошадиные силы и больше.'],
    ['ru', 'Это было в 2000 г', 'Это было в 2000 г'],
  ]);
});

it('puts abbreviations in the case of their preposition', () => {
  expectHeard([
    ['ru', 'См. табл. 2 на с. 45.', 'Смотри таблицу 2 на странице 45.'],
    ['ru', 'Ответ (см.табл. 3) верен.', 'Ответ (смотри таблицу 3) верен.'],
    ['ru', 'Звоните по тел. 112 доб. 12.', 'Звоните по телефону 112 добавочный 12.'],
  ]);
});

it('says abbreviated millions and the first day of a month in other languages', () => {
  expectHeard([
    ['it', 'Ha 3,5 mln di abitanti, ca. 5 mln €.', 'Ha 3,5 milioni di abitanti, circa 5 milioni di euro.'],
    ['it', 'È il 1° maggio, o 1 giugno 2024.', 'È il 1º maggio, o 1º giugno 2024.'],
    ['pt', 'É 1° de maio, no séc. XIX.', 'É 1º de maio, no século 19.'],
    ['fr', 'Le 1 mai et le 11 mai.', 'Le premier mai et le 11 mai.'],
    ['nl', 'Er zijn 3,5 mln inwoners.', 'Er zijn 3,5 miljoen inwoners.'],
    ['pl', 'Zajął 5. miejsce.', 'Zajął piąte miejsce.'],
  ]);
});
