import { it } from 'vitest';
import { expectHeard } from './spoken-text.js';

it('says Spanish answers of many kinds', () => {
  expectHeard([
    [
      'es',
      '1/4 l de aceite, 3/4 taza de azúcar y 1 1/2 cdtas. de sal. Para 4 pers.',
      'un cuarto de litro de aceite, 3 cuartos de taza de azúcar y una cucharadita y media de sal. Para 4 personas.',
    ],
    [
      'es',
      'Abre de L-S: 10:00-20:00 h y D y festivos: 10:00-19:00 h.',
      'Abre de lunes a sábado: 10 a 20 horas y domingo y festivos: 10 a 19 horas.',
    ],
    [
      'es',
      'En el s. XVII, a mediados del s. XVI y en el s. III d. C.',
      'En el siglo 17, a mediados del siglo 16 y en el siglo 3 después de Cristo.',
    ],
    [
      'es',
      'Cuesta 959 € (IVA incl.). Con un dto. del 20 % baja.',
      'Cuesta 959 euros (IVA incluido). Con un descuento del 20 % baja.',
    ],
    [
      'es',
      'Desde la pl. Mayor, gira a la dcha. por la c/ Toledo, 2.ª planta, pta. 3 izq.',
      'Desde la plaza Mayor, gira a la derecha por la calle Toledo, segunda planta, puerta 3 izquierda.',
    ],
    [
      'es',
      'El PIB creció en el 2.º trim. de 2024. El Ibex subió 121 puntos, hasta los 11.201 puntos.',
      'El PIB creció en el segundo trimestre de 2024. El Ibex subió ciento veintiún puntos, hasta los once mil doscientos un puntos.',
    ],
    [
      'es',
      'Mín. 8 ºC, máx. 21 ºC. Hazlo 3 veces/semana, 1 h/día.',
      'Mínimo 8 grados Celsius, máximo veintiún grados Celsius. Hazlo 3 veces por semana, una hora por día.',
    ],
    [
      'es',
      'Hoy es vie. 3 de may. de 2024. Vale hasta el 30/6.',
      'Hoy es viernes 3 de mayo de 2024. Vale hasta el 30 de junio.',
    ],
    [
      'es',
      'Tiene 4,5/5 estrellas con 1.231 opiniones y 2 hab/km².',
      'Tiene 4,5 de 5 estrellas con mil doscientas treinta y una opiniones y 2 habitantes por kilómetro cuadrado.',
    ],
    [
      'es',
      'S. M. el Rey Felipe VI y D.ª Leonor asistieron. P. D.: trae 1 copia.',
      'Su Majestad el Rey Felipe sexto y doña Leonor asistieron. posdata: trae una copia.',
    ],
  ]);
});
