/** A resident ID number with its check digit. */
export function idNumber(first17) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...first17].reduce((sum, digit, at) => sum + Number(digit) * weights[at], 0);
  return first17 + "10X98765432"[sum % 11];
}

/** Clients whose names, tags and numbers differ as real ones do. All are made up. */
export const PEOPLE = [
  ["张雨桐", "138 1234 4471", "高价值客户", "2026-11-02", "销售一组"],
  ["章子安", "186 5520 0925", "潜在客户", "2026-09-30", "销售二组"],
  ["买买提·阿不都热合曼", "150 9917 7702", "投诉客户", "2026-08-11", "销售一组"],
  ["欧阳静怡", "158 6371 6641", "高价值客户", "2026-03-30", "销售一组"],
  ["陈志远", "133 1180 5050", "续约", "2026-01-08", "销售二组"],
].map(([name, mobile, tag, opened, unit], at) => ({
  name,
  mobile,
  tag,
  opened,
  unit,
  idNumber: idNumber(`3301061988${String(1 + at).padStart(2, "0")}15${371 + at}`),
  address: "浙江省杭州市滨江区信诚路 57 号",
  shortName: "",
  remarks: "偏好线上沟通",
}));
