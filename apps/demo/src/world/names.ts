import type { Random } from '../random.js';

const MEN = (
  'Agung Ahmad Andi Arif Bagus Bambang Bayu Cahyo Candra Dani Dedi Dimas Eko Fajar Galih Gatot ' +
  'Hendra Heru Imam Indra Irfan Joko Kukuh Lukman Mahmud Mulyono Nanang Nugroho Pramono Priyo ' +
  'Rahmat Rizal Rudi Samsul Sigit Slamet Sugeng Suparno Surya Taufik Teguh Tri Untung Wahyu ' +
  'Wawan Widodo Yanto Yusuf Zainal'
).split(' ');

const WOMEN = (
  'Aisyah Anik Ani Aulia Ayu Citra Dewi Diah Dyah Eka Endang Erna Evi Fatimah Fitri Hartati ' +
  'Ida Indah Ika Kartini Kurnia Laila Lastri Lestari Lilik Lina Maya Mega Murni Nanik Nia Ningsih ' +
  'Nur Nurul Putri Rahayu Ratih Retno Rini Ririn Sari Sri Sulastri Sumiati Susi Titik Umi Utami ' +
  'Wati Wulan Yanti Yuli'
).split(' ');

const SECOND = (
  'Abdullah Anggraini Ardiansyah Astuti Atmaja Basuki Budiman Cahyono Darmawan Firmansyah ' +
  'Gunawan Hadiwijaya Halim Handayani Hardjono Haryanto Hasanah Hermawan Hidayat Irawan ' +
  'Iskandar Kartika Kurniawan Kusuma Kusnadi Maharani Marwoto Mulyadi Munir Nugraha Nurhayati ' +
  'Pambudi Permana Prabowo Prasetyo Pratama Purnomo Puspita Rachman Rahmawati Ramadhan Saputra ' +
  'Santoso Setiawan Setyowati Sholeh Subagyo Sudarsono Sugiarto Suharto Sukardi Sumarni Supriyadi ' +
  'Suryani Susanti Susanto Sutrisno Suwarno Syahputra Utomo Wibowo Wicaksono Widianto Wijaya ' +
  'Winarni Wulandari Yulianto Yuniarti'
).split(' ');

/** Invented names, each given out once. */
export class Names {
  private readonly taken = new Set<string>();

  constructor(private readonly random: Random) {}

  /** Keeps a name from being invented again. */
  reserve(name: string): string {
    if (this.taken.has(name)) throw new Error(`${name} is taken`);
    this.taken.add(name);
    return name;
  }

  next(): string {
    for (;;) {
      const first = this.random.pick(this.random.chance(50) ? MEN : WOMEN);
      const name = `${first} ${this.random.pick(SECOND)}`;
      if (!this.taken.has(name)) return this.reserve(name);
    }
  }
}
